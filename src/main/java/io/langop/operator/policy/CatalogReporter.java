package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.langop.operator.catalog.InvalidCatalogEntry;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.event.EventPublisher;
import io.langop.operator.event.EventPublisher.Type;
import io.langop.operator.metrics.PolicyMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** The audit trail of the catalog: log, events on the ConfigMap, metrics. */
@ApplicationScoped
class CatalogReporter {

  private static final Logger LOG = Logger.getLogger(CatalogReporter.class);

  /** Changes of one edit that get an event of their own; the log has them all. */
  private static final int REPORTED_CHANGES = 50;

  /** Bad entries that get an event and a log line of their own. */
  private static final int REPORTED_INVALID_ENTRIES = 10;

  private final OperatorConfig.Catalog config;
  private final EventPublisher events;
  private final PolicyMetrics metrics;
  private final Map<CatalogChange.Kind, Counter> changes = new EnumMap<>(CatalogChange.Kind.class);
  private ConfigMap lastSubject;

  CatalogReporter(OperatorConfig config, EventPublisher events, MeterRegistry registry) {
    this.config = config.catalog();
    this.events = events;
    this.lastSubject = new ConfigMapBuilder().withNewMetadata().endMetadata().build();
    this.metrics = new PolicyMetrics(registry, "catalog");
    for (CatalogChange.Kind kind : CatalogChange.Kind.values()) {
      changes.put(
          kind,
          Counter.builder("language_operator_catalog_changes")
              .description("Tools whose image was added, changed or removed since the start")
              .tag("change", kind.name())
              .register(registry));
    }
  }

  /**
   * @param configMap what was read, {@code null} when there is none
   */
  void loaded(CatalogSnapshot before, CatalogSnapshot after, ConfigMap configMap) {
    ConfigMap subject = configMap == null ? missing() : configMap;
    lastSubject = subject;
    if (after instanceof CatalogSnapshot.Loaded loaded) {
      LOG.infof(
          "Loaded profiler images: %d tools, %d invalid entries",
          loaded.images().size(), loaded.catalog().invalidEntries().size());
      metrics.loaded(loaded.images().size(), loaded.catalog().invalidEntries().size());
    } else if (after instanceof CatalogSnapshot.Unavailable unavailable) {
      LOG.warn(unavailable.message());
      metrics.unavailable();
    }
    if (before.revision() > 0) {
      reportChanges(subject, CatalogChange.between(before.images(), after.images()));
    }
    reportInvalidEntries(subject, before, after);
  }

  private void reportChanges(ConfigMap subject, List<CatalogChange> all) {
    all.forEach(
        change -> {
          LOG.infof("Profiler image changed. %s", change.message());
          changes.get(change.kind()).increment();
        });
    all.stream().limit(REPORTED_CHANGES).forEach(change -> reportChange(subject, change.message()));
    if (all.size() > REPORTED_CHANGES) {
      reportChange(
          subject,
          "%d further tools changed; the log has all of them"
              .formatted(all.size() - REPORTED_CHANGES));
    }
  }

  private void reportChange(ConfigMap subject, String message) {
    events.publish(subject, Type.Normal, "ProfilerImageChanged", message);
  }

  private void reportInvalidEntries(
      ConfigMap subject, CatalogSnapshot before, CatalogSnapshot after) {
    Set<InvalidCatalogEntry> known = Set.copyOf(invalidEntries(before));
    List<InvalidCatalogEntry> fresh =
        invalidEntries(after).stream().filter(entry -> !known.contains(entry)).toList();
    fresh.stream()
        .limit(REPORTED_INVALID_ENTRIES)
        .map(
            entry ->
                "The image '%s' of tool '%s' is ignored: %s"
                    .formatted(entry.text(), entry.tool(), entry.reason()))
        .forEach(message -> reportInvalid(subject, message));
    if (fresh.size() > REPORTED_INVALID_ENTRIES) {
      reportInvalid(
          subject,
          "%d further entries are ignored".formatted(fresh.size() - REPORTED_INVALID_ENTRIES));
    }
  }

  private void reportInvalid(ConfigMap subject, String message) {
    LOG.warnf("Invalid entry in the catalog of profiler images. %s", message);
    events.publish(subject, Type.Warning, "InvalidCatalogEntry", message);
  }

  private static List<InvalidCatalogEntry> invalidEntries(CatalogSnapshot snapshot) {
    return snapshot instanceof CatalogSnapshot.Loaded loaded
        ? loaded.catalog().invalidEntries()
        : List.of();
  }

  /** That all images went with the ConfigMap belongs to its audit trail too. */
  private ConfigMap missing() {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(config.name())
        .withNamespace(config.namespace())
        .withUid(lastSubject.getMetadata().getUid())
        .withResourceVersion(lastSubject.getMetadata().getResourceVersion())
        .endMetadata()
        .build();
  }
}
