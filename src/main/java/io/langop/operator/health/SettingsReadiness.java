package io.langop.operator.health;

import io.langop.operator.config.OperatorConfig;
import io.langop.operator.policy.SettingsSnapshot;
import io.langop.operator.policy.SettingsWatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
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
      return SwitchedOff.response("settings");
    }
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("settings").status(settings.isDecided());
    SettingsSnapshot snapshot = settings.current();
    if (snapshot instanceof SettingsSnapshot.Loaded loaded) {
      int invalid = loaded.settings().invalid().size();
      response
          .withData("loaded", true)
          .withData("entries", loaded.settings().tools().size() - invalid)
          .withData("invalidEntries", invalid);
    } else if (snapshot instanceof SettingsSnapshot.Unavailable unavailable) {
      response
          .withData("loaded", false)
          .withData("entries", 0)
          .withData("reason", unavailable.message());
    }
    settings.lastProof().ifPresent(time -> response.withData("lastVerified", time.toString()));
    return response.build();
  }
}
