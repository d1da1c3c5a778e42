package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.langop.operator.catalog.ImageCatalog;
import io.langop.operator.config.OperatorConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the catalog of profiler images out of its ConfigMap. */
final class CatalogSnapshots implements Snapshots<CatalogSnapshot> {

  private final OperatorConfig.Catalog config;
  private final CatalogReporter reporter;

  CatalogSnapshots(OperatorConfig.Catalog config, CatalogReporter reporter) {
    this.config = config;
    this.reporter = reporter;
  }

  @Override
  public CatalogSnapshot read(Optional<ConfigMap> configMap, long revision) {
    if (configMap.isEmpty()) {
      return unavailable("does not exist", revision);
    }
    Map<String, String> data =
        Map.copyOf(Optional.ofNullable(configMap.get().getData()).orElseGet(Map::of));
    return new CatalogSnapshot.Loaded(revision, data, ImageCatalog.of(data));
  }

  @Override
  public CatalogSnapshot unavailable(String why, long revision) {
    return new CatalogSnapshot.Unavailable(
        revision,
        ("ConfigMap '%1$s/%2$s' %3$s, so no tool has an image and nothing is injected."
                + " An administrator adds tools to it: ./update-profiler-images.sh NAME IMAGE")
            .formatted(config.namespace(), config.name(), why));
  }

  @Override
  public void report(
      CatalogSnapshot before,
      CatalogSnapshot after,
      Optional<ConfigMap> configMap,
      List<Affected> affected) {
    reporter.loaded(before, after, configMap.orElse(null));
  }
}
