package io.langop.operator.cli.images;

import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.edit.Proposal;
import io.langop.operator.cli.output.DidYouMean;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import io.langop.operator.settings.InvalidToolSettings;
import io.langop.operator.settings.ParsedSettings;
import io.langop.operator.settings.ProfilerSettings;
import io.langop.operator.settings.SettingsDiff;
import io.langop.operator.settings.ToolSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes the settings of one tool.
 *
 * @param catalog empty if it may not be read
 */
record SettingsEdit(ConfigMapPlace place, Optional<StoredMap> catalog) {

  /**
   * Refuses a text with a mistake before anything is asked of a cluster.
   *
   * @param written whether a person has written it, and so knows its lines
   */
  static String checked(String tool, String text, boolean written) {
    if (ProfilerSettings.parse(tool, text) instanceof InvalidToolSettings invalid) {
      throw Failure.usage(
          "The settings are not valid, %s."
              .formatted(written ? invalid.where() : invalid.reason()));
    }
    return text;
  }

  Proposal set(StoredMap stored, String tool, String text) {
    String old = stored.data().get(tool);
    if (text.equals(old)) {
      return new Proposal(
          text,
          false,
          List.of("Tool '%s' has these settings already.".formatted(tool)),
          tree(tool, old, text));
    }
    return proposal(stored, tool, old, text);
  }

  Proposal unset(StoredMap stored, String tool) {
    String old = stored.data().get(tool);
    if (old == null) {
      throw Failure.negative(
          "Tool '%s' has no settings.%s"
              .formatted(Visible.value(tool), DidYouMean.sentence(tool, stored.data().keySet())));
    }
    return proposal(stored, tool, old, null);
  }

  private Proposal proposal(StoredMap stored, String tool, String old, String text) {
    List<String> lines = new ArrayList<>();
    lines.add(place.shown() + (stored.exists() ? ":" : ", which is created:"));
    lines.add("  " + tool + ":");
    SettingsDiff.between(parsed(tool, old), parsed(tool, text))
        .forEach(line -> lines.add("    " + line));
    if (catalog.isPresent() && !catalog.get().data().containsKey(tool)) {
      lines.add(
          "The catalog has no tool '%s' yet: aictl images set %s IMAGE".formatted(tool, tool));
    }
    lines.add("Runs that have begun keep their settings.");
    return new Proposal(text, true, lines, tree(tool, old, text));
  }

  private static Map<String, Object> tree(String tool, String old, String text) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("tool", tool);
    tree.put("oldSettings", shown(parsed(tool, old)));
    tree.put("newSettings", shown(parsed(tool, text)));
    return tree;
  }

  private static ParsedSettings parsed(String tool, String text) {
    return text == null ? null : ProfilerSettings.parse(tool, text);
  }

  private static Map<String, Object> shown(ParsedSettings settings) {
    return settings instanceof ToolSettings valid ? valid.tree() : null;
  }
}
