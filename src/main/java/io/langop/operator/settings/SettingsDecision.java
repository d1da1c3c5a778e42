package io.langop.operator.settings;

import io.langop.operator.catalog.Resolution;

/** What the settings mean for a tool in a namespace. Two are equal when a run would be the same. */
public sealed interface SettingsDecision {

  /** What a user reads of a tool, given what the catalog makes of its name. */
  Resolution with(Resolution image);

  /** What the tool runs with. */
  ToolSettings settings();

  /** The tool may be used; mostly it has no settings at all. */
  record Granted(ToolSettings settings) implements SettingsDecision {

    @Override
    public Resolution with(Resolution image) {
      return image;
    }
  }

  /** The tool may not be used, whatever image it has. */
  record Refused(Resolution why) implements SettingsDecision {

    @Override
    public Resolution with(Resolution image) {
      return image.isFound() ? why : image;
    }

    @Override
    public ToolSettings settings() {
      return ToolSettings.NONE;
    }
  }
}
