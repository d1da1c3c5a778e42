package io.langop.operator.health;

import io.javaoperatorsdk.operator.Operator;
import io.langop.operator.policy.AllowlistWatch;
import io.langop.operator.policy.CatalogWatch;
import io.langop.operator.policy.SettingsWatch;
import io.langop.operator.watch.Informers;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Down only when a watch has ended for good, which a restart cures. An API server that is away is
 * no reason: the watches come back with it. Neither is a start that takes its time, which ends by
 * itself one way or the other.
 */
@Liveness
@ApplicationScoped
class WatchesAlive implements HealthCheck {

  private final Operator operator;
  private final Informers informers;
  private final AllowlistWatch allowlist;
  private final CatalogWatch catalog;
  private final SettingsWatch settings;

  WatchesAlive(
      Operator operator,
      Informers informers,
      AllowlistWatch allowlist,
      CatalogWatch catalog,
      SettingsWatch settings) {
    this.operator = operator;
    this.informers = informers;
    this.allowlist = allowlist;
    this.catalog = catalog;
    this.settings = settings;
  }

  @Override
  public HealthCheckResponse call() {
    boolean alive = !operator.getRuntimeInfo().isStarted() || allWatch();
    return HealthCheckResponse.named("watches").status(alive).build();
  }

  private boolean allWatch() {
    return allowlist.isRunning()
        && catalog.isRunning()
        && settings.isRunning()
        && informers.areRunning();
  }
}
