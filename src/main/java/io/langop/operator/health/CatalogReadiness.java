package io.langop.operator.health;

import io.langop.operator.config.OperatorConfig;
import io.langop.operator.policy.CatalogSnapshot;
import io.langop.operator.policy.CatalogWatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once it is known what the catalog holds, or why that cannot be known: a cluster without its
 * namespace is a cluster without PowerTools, not one without an operator. Which it is, is told as
 * data. Nothing is known of it where PowerTools are switched off, which is told too.
 */
@Readiness
@ApplicationScoped
class CatalogReadiness implements HealthCheck {

  private final CatalogWatch catalog;
  private final boolean watched;

  CatalogReadiness(CatalogWatch catalog, OperatorConfig config) {
    this.catalog = catalog;
    this.watched = config.powertool().enabled();
  }

  @Override
  public HealthCheckResponse call() {
    if (!watched) {
      return ListResponse.switchedOff("catalog");
    }
    ListResponse response = ListResponse.of("catalog", catalog.isDecided());
    CatalogSnapshot snapshot = catalog.current();
    if (snapshot instanceof CatalogSnapshot.Loaded loaded) {
      response.loaded(loaded.images().size(), loaded.catalog().invalidEntries().size());
    } else if (snapshot instanceof CatalogSnapshot.Unavailable unavailable) {
      response.unavailable(unavailable.message());
    }
    return response.verified(catalog.lastProof());
  }
}
