package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.langop.operator.api.condition.EventReason;
import io.langop.operator.catalog.InvalidCatalogEntry;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.event.EventPublisher;
import io.langop.operator.event.EventPublisher.Type;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** The audit trail of the catalog. */
@ApplicationScoped
class CatalogReporter {

  private static final Logger LOG = Logger.getLogger(CatalogReporter.class);

  private static final ToolAudit.News CHANGED =
      new ToolAudit.News(
          Type.Normal,
          EventReason.ProfilerImageChanged,
          50,
          "Profiler image changed.",
          "%d further tools changed; the log has all of them");

  private static final ToolAudit.News INVALID =
      new ToolAudit.News(
          Type.Warning,
          EventReason.InvalidCatalogEntry,
          10,
          "Invalid entry in the catalog of profiler images.",
          "%d further entries are ignored");

  private final ToolAudit audit;

  CatalogReporter(OperatorConfig config, EventPublisher events, MeterRegistry registry) {
    this.audit =
        new ToolAudit(
            "catalog", config.catalog().namespace(), config.catalog().name(), events, registry);
  }

  /**
   * @param configMap what was read, {@code null} when there is none
   */
  void loaded(CatalogSnapshot before, CatalogSnapshot after, ConfigMap configMap) {
    if (after instanceof CatalogSnapshot.Loaded loaded) {
      int invalid = loaded.catalog().invalidEntries().size();
      LOG.infof(
          "Loaded profiler images: %d tools, %d invalid entries", loaded.images().size(), invalid);
      audit.read(configMap, loaded.images().size(), invalid);
    } else if (after instanceof CatalogSnapshot.Unavailable unavailable) {
      audit.unavailable(configMap, unavailable.message());
    }
    if (before.revision() > 0) {
      List<CatalogChange> changes = CatalogChange.between(before.images(), after.images());
      changes.forEach(change -> audit.changed(change.kind()));
      audit.tell(CHANGED, changes.stream().map(CatalogChange::message).toList());
    }
    Set<InvalidCatalogEntry> known = Set.copyOf(invalidEntries(before));
    audit.tell(
        INVALID,
        invalidEntries(after).stream()
            .filter(entry -> !known.contains(entry))
            .map(
                entry ->
                    "The image '%s' of tool '%s' is ignored: %s"
                        .formatted(entry.text(), entry.tool(), entry.reason()))
            .toList());
  }

  private static List<InvalidCatalogEntry> invalidEntries(CatalogSnapshot snapshot) {
    return snapshot instanceof CatalogSnapshot.Loaded loaded
        ? loaded.catalog().invalidEntries()
        : List.of();
  }
}
