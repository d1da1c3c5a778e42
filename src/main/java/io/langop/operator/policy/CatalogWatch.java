package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.catalog.ImageCatalog;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.image.VisibleText;
import io.langop.operator.leader.Leadership;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Watches the catalog of images that PowerTools run. */
@Singleton
public class CatalogWatch extends ConfigMapWatch<CatalogSnapshot> {

  private final OperatorConfig.Catalog config;
  private final CatalogReporter reporter;

  CatalogWatch(
      KubernetesClient client,
      OperatorConfig config,
      CatalogReporter reporter,
      MeterRegistry registry,
      Leadership leadership) {
    super(
        client,
        config.catalog().namespace(),
        config.catalog().name(),
        new CatalogSnapshot.Unavailable(0, message(config.catalog(), "has not been read yet")),
        new PropagationTimer(registry, "catalog"),
        leadership);
    this.config = config.catalog();
    this.reporter = reporter;
  }

  @Override
  protected CatalogSnapshot read(Optional<ConfigMap> configMap, long revision) {
    if (configMap.isEmpty()) {
      return new CatalogSnapshot.Unavailable(revision, message(config, "does not exist"));
    }
    Map<String, String> data =
        Map.copyOf(Optional.ofNullable(configMap.get().getData()).orElseGet(Map::of));
    return new CatalogSnapshot.Loaded(revision, data, ImageCatalog.of(data));
  }

  @Override
  protected CatalogSnapshot unreadable(String cause, long revision) {
    return new CatalogSnapshot.Unavailable(
        revision, message(config, "cannot be read (%s)".formatted(VisibleText.of(cause))));
  }

  @Override
  protected boolean sameContent(CatalogSnapshot before, CatalogSnapshot after) {
    if (before instanceof CatalogSnapshot.Loaded was
        && after instanceof CatalogSnapshot.Loaded is) {
      return was.data().equals(is.data());
    }
    return before instanceof CatalogSnapshot.Unavailable was
        && after instanceof CatalogSnapshot.Unavailable is
        && was.message().equals(is.message());
  }

  @Override
  protected void report(
      CatalogSnapshot before,
      CatalogSnapshot after,
      Optional<ConfigMap> configMap,
      List<Affected> affected) {
    reporter.loaded(before, after, configMap.orElse(null));
  }

  private static String message(OperatorConfig.Catalog config, String what) {
    return ("ConfigMap '%1$s/%2$s' %3$s, so no tool has an image and nothing is injected."
            + " An administrator adds tools to it: ./update-profiler-images.sh NAME IMAGE")
        .formatted(config.namespace(), config.name(), what);
  }
}
