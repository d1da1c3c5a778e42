package io.langop.operator.health;

import io.langop.operator.config.OperatorConfig;
import io.langop.operator.policy.SettingsSnapshot;
import io.langop.operator.policy.SettingsWatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once it is known which settings tools have, or why that cannot be known. Which it is, is
 * told as data. Nothing is known of them where PowerTools are switched off, which is told too.
 */
@Readiness
@ApplicationScoped
class SettingsReadiness implements HealthCheck {

  private final SettingsWatch settings;
  private final boolean watched;

  SettingsReadiness(SettingsWatch settings, OperatorConfig config) {
    this.settings = settings;
    this.watched = config.powertool().enabled();
  }

  @Override
  public HealthCheckResponse call() {
    if (!watched) {
      return ListResponse.switchedOff("settings");
    }
    ListResponse response = ListResponse.of("settings", settings.isDecided());
    SettingsSnapshot snapshot = settings.current();
    if (snapshot instanceof SettingsSnapshot.Loaded loaded) {
      int invalid = loaded.settings().invalid().size();
      response.loaded(loaded.settings().tools().size() - invalid, invalid);
    } else if (snapshot instanceof SettingsSnapshot.Unavailable unavailable) {
      response.unavailable(unavailable.message());
    }
    return response.verified(settings.lastProof());
  }
}
