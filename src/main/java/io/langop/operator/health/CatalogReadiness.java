package io.langop.operator.health;

import io.langop.operator.policy.CatalogSnapshot;
import io.langop.operator.policy.CatalogWatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once it is known what the catalog holds, or why that cannot be known: a cluster without its
 * namespace is a cluster without PowerTools, not one without an operator. Which it is, is told as
 * data.
 */
@Readiness
@ApplicationScoped
class CatalogReadiness implements HealthCheck {

  private final CatalogWatch catalog;

  CatalogReadiness(CatalogWatch catalog) {
    this.catalog = catalog;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("catalog").status(catalog.isDecided());
    CatalogSnapshot snapshot = catalog.current();
    if (snapshot instanceof CatalogSnapshot.Loaded loaded) {
      response
          .withData("loaded", true)
          .withData("entries", loaded.images().size())
          .withData("invalidEntries", loaded.catalog().invalidEntries().size());
    } else if (snapshot instanceof CatalogSnapshot.Unavailable unavailable) {
      response
          .withData("loaded", false)
          .withData("entries", 0)
          .withData("reason", unavailable.message());
    }
    catalog.lastProof().ifPresent(time -> response.withData("lastVerified", time.toString()));
    return response.build();
  }
}
