package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.langop.operator.api.condition.EventReason;
import io.langop.operator.api.condition.RunReason;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.event.EventPublisher;
import io.langop.operator.event.EventPublisher.Type;
import io.langop.operator.image.VisibleText;
import io.langop.operator.settings.InvalidToolSettings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The audit trail of the tools' settings. */
@ApplicationScoped
class SettingsReporter {

  private static final Logger LOG = Logger.getLogger(SettingsReporter.class);

  private static final ToolAudit.News CHANGED =
      new ToolAudit.News(
          Type.Normal,
          EventReason.ProfilerSettingsChanged,
          50,
          "Profiler settings changed.",
          "The settings of %d further tools changed; the log has all of them");

  private static final ToolAudit.News INVALID =
      new ToolAudit.News(
          Type.Warning,
          RunReason.InvalidToolSettings,
          10,
          "Invalid profiler settings.",
          "The settings of %d further tools are not valid");

  private static final ToolAudit.News WITHOUT_TOOL =
      new ToolAudit.News(
          Type.Warning,
          EventReason.SettingsWithoutTool,
          10,
          "Profiler settings without a tool.",
          "There are settings for %d further names that are no tools of the catalog");

  private final Supplier<CatalogSnapshot> catalog;
  private final ToolAudit audit;

  /** What edits are told against, also when they were made while nothing could be read. */
  private SettingsSnapshot.Loaded latest;

  @Inject
  SettingsReporter(
      CatalogWatch catalog, OperatorConfig config, EventPublisher events, MeterRegistry registry) {
    this(catalog::current, config, events, registry);
  }

  SettingsReporter(
      Supplier<CatalogSnapshot> catalog,
      OperatorConfig config,
      EventPublisher events,
      MeterRegistry registry) {
    this.catalog = catalog;
    this.audit =
        new ToolAudit(
            "settings",
            config.catalog().namespace(),
            config.catalog().settingsName(),
            events,
            registry);
  }

  /**
   * @param configMap what was read, {@code null} when there is none
   */
  void loaded(SettingsSnapshot snapshot, ConfigMap configMap) {
    if (snapshot instanceof SettingsSnapshot.Unavailable unavailable) {
      audit.unavailable(configMap, unavailable.message());
    } else if (snapshot instanceof SettingsSnapshot.Loaded loaded) {
      List<InvalidToolSettings> invalid = loaded.settings().invalid();
      int valid = loaded.settings().tools().size() - invalid.size();
      LOG.infof("Loaded profiler settings: %d tools, %d invalid", valid, invalid.size());
      audit.read(configMap, valid, invalid.size());
      if (latest != null) {
        List<SettingsChange> changes =
            SettingsChange.between(latest.settings().tools(), loaded.settings().tools());
        changes.forEach(change -> audit.changed(change.kind()));
        audit.tell(CHANGED, changes.stream().map(SettingsChange::message).toList());
      }
      audit.tell(
          INVALID,
          invalid.stream()
              .filter(settings -> latest == null || !latest.settings().invalid().contains(settings))
              .map(
                  settings ->
                      "The settings of tool '%s' are not valid, so it starts nowhere: %s"
                          .formatted(settings.tool(), settings.where()))
              .toList());
      audit.tell(WITHOUT_TOOL, withoutTool(loaded));
      latest = loaded;
    }
  }

  /**
   * Mostly a key that is misspelt, such as the name of a file, so that a tool lacks its settings.
   */
  private List<String> withoutTool(SettingsSnapshot.Loaded loaded) {
    if (!(catalog.get() instanceof CatalogSnapshot.Loaded images)) {
      return List.of();
    }
    Set<String> names = new TreeSet<>(loaded.settings().tools().keySet());
    names.removeAll(images.data().keySet());
    if (latest != null) {
      names.removeAll(latest.settings().tools().keySet());
    }
    return names.stream()
        .map(
            name ->
                "There are settings for '%s', which is no tool of the catalog of profiler images"
                    .formatted(VisibleText.of(name)))
        .toList();
  }
}
