package io.langop.operator.health;

import io.langop.operator.policy.AllowlistSnapshot;
import io.langop.operator.policy.AllowlistWatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the allowlist's informer has synced. A missing list does not make the operator
 * unready, since it does what it must then, refuse; but it is told as data.
 */
@Readiness
@ApplicationScoped
class AllowlistReadiness implements HealthCheck {

  private final AllowlistWatch allowlist;

  AllowlistReadiness(AllowlistWatch allowlist) {
    this.allowlist = allowlist;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("allowlist").status(allowlist.hasSynced());
    AllowlistSnapshot snapshot = allowlist.current();
    if (snapshot instanceof AllowlistSnapshot.Loaded loaded) {
      response
          .withData("loaded", true)
          .withData("entries", loaded.entries().size())
          .withData("invalidEntries", loaded.allowlist().invalidEntries().size());
    } else if (snapshot instanceof AllowlistSnapshot.Unavailable unavailable) {
      response
          .withData("loaded", false)
          .withData("entries", 0)
          .withData("reason", unavailable.message());
    }
    allowlist.lastProof().ifPresent(time -> response.withData("lastVerified", time.toString()));
    return response.build();
  }
}
