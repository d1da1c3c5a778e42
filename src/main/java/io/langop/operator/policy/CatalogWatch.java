package io.langop.operator.policy;

import jakarta.inject.Singleton;

/** Watches the catalog of images that PowerTools run. */
@Singleton
public class CatalogWatch extends ConfigMapWatch<CatalogSnapshot> {

  CatalogWatch(PolicyServices services, CatalogReporter reporter) {
    super(
        services,
        "catalog",
        services.config().catalog().namespace(),
        services.config().catalog().name(),
        new CatalogSnapshots(services.config().catalog(), reporter));
  }
}
