package io.langop.operator.policy;

import io.langop.operator.image.VisibleText;
import io.langop.operator.settings.ParsedSettings;
import io.langop.operator.settings.SettingsDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What an edit of the settings did to one tool.
 *
 * @param before the tool's settings before the edit, {@code null} when it had none
 * @param after the tool's settings now, {@code null} when it has none
 */
record SettingsChange(String tool, ParsedSettings before, ParsedSettings after) {

  private static final int MAX_NAME = 80;

  /** Together with the rest of the sentence less than the 1024 characters of an event. */
  private static final int MAX_DETAILS = 800;

  /** All changes between two versions, in the order of the tools' names. */
  static List<SettingsChange> between(
      Map<String, ParsedSettings> before, Map<String, ParsedSettings> after) {
    TreeSet<String> tools = new TreeSet<>(before.keySet());
    tools.addAll(after.keySet());
    List<SettingsChange> changes = new ArrayList<>();
    for (String tool : tools) {
      if (!Objects.equals(before.get(tool), after.get(tool))) {
        changes.add(new SettingsChange(tool, before.get(tool), after.get(tool)));
      }
    }
    return changes;
  }

  EditKind kind() {
    return EditKind.of(before, after);
  }

  /** One line, safe to show. */
  String message() {
    String details = String.join("; ", SettingsDiff.between(before, after));
    return "The settings of tool '%s' were %s: %s"
        .formatted(
            VisibleText.of(tool, MAX_NAME),
            kind(),
            details.length() <= MAX_DETAILS ? details : details.substring(0, MAX_DETAILS) + '…');
  }
}
