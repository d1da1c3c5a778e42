package io.langop.operator.health;

import io.langop.operator.policy.AllowlistSnapshot;
import io.langop.operator.policy.AllowlistWatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
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
    ListResponse response = ListResponse.of("allowlist", allowlist.hasSynced());
    AllowlistSnapshot snapshot = allowlist.current();
    if (snapshot instanceof AllowlistSnapshot.Loaded loaded) {
      response.loaded(loaded.entries().size(), loaded.allowlist().invalidEntries().size());
    } else if (snapshot instanceof AllowlistSnapshot.Unavailable unavailable) {
      response.unavailable(unavailable.message());
    }
    return response.verified(allowlist.lastProof());
  }
}
