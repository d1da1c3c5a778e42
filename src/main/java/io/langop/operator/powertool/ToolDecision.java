package io.langop.operator.powertool;

import io.langop.operator.catalog.Resolution;
import io.langop.operator.policy.CatalogSnapshot;
import io.langop.operator.policy.SettingsSnapshot;
import io.langop.operator.settings.SettingsDecision;
import io.langop.operator.settings.ToolSettings;

/**
 * What one version of the catalog and one of the settings together mean for a tool in a namespace.
 */
record ToolDecision(
    Resolution resolution, ToolSettings settings, long catalogRevision, long settingsRevision) {

  static ToolDecision of(
      CatalogSnapshot images, SettingsSnapshot settings, String tool, String namespace) {
    SettingsDecision decided = settings.decide(tool, namespace);
    return new ToolDecision(
        decided.with(images.decide(tool, namespace)),
        decided.settings(),
        images.revision(),
        settings.revision());
  }
}
