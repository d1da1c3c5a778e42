package io.langop.operator.policy;

import io.langop.operator.image.VisibleText;
import io.langop.operator.settings.EnvSetting;
import io.langop.operator.settings.ParsedSettings;
import io.langop.operator.settings.ToolSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an edit of the settings did to one tool.
 *
 * @param before the tool's settings before the edit, {@code null} when it had none
 * @param after the tool's settings now, {@code null} when it has none
 */
record SettingsChange(String tool, ParsedSettings before, ParsedSettings after) {

  private static final int MAX_VALUE = 80;
  private static final int MAX_PARTS = 8;
  private static final int MAX_DETAILS = 800;
  private static final String NOT_SET = "(not set)";

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

  /** One line, safe to show and short enough for an event. Values of variables are left out. */
  String message() {
    return "The settings of tool '%s' were %s: %s"
        .formatted(VisibleText.of(tool, MAX_VALUE), kind(), bounded(details()));
  }

  private static String bounded(String details) {
    return details.length() <= MAX_DETAILS ? details : details.substring(0, MAX_DETAILS) + '…';
  }

  private String details() {
    if (after != null && !(after instanceof ToolSettings)) {
      return "they are not valid now";
    }
    SortedMap<String, String> was = fields(before);
    SortedMap<String, String> is = fields(after);
    TreeSet<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    names.removeIf(name -> Objects.equals(was.get(name), is.get(name)));
    String shown =
        names.stream()
            .limit(MAX_PARTS)
            .map(
                name ->
                    "%s %s -> %s"
                        .formatted(
                            name, was.getOrDefault(name, NOT_SET), is.getOrDefault(name, NOT_SET)))
            .collect(Collectors.joining("; "));
    if (shown.isEmpty()) {
      return before instanceof ToolSettings && after instanceof ToolSettings
          ? "values of env"
          : "nothing is set";
    }
    int more = names.size() - MAX_PARTS;
    return more > 0 ? shown + " and %d more".formatted(more) : shown;
  }

  private static SortedMap<String, String> fields(ParsedSettings settings) {
    SortedMap<String, String> fields = new TreeMap<>();
    if (settings instanceof ToolSettings valid) {
      valid.tree().forEach((name, value) -> flatten(name, value, fields));
      if (!valid.env().isEmpty()) {
        fields.put("env", shown(valid.env().stream().map(EnvSetting::name).toList()));
      }
    }
    return fields;
  }

  private static void flatten(String path, Object value, Map<String, String> fields) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, inner) -> flatten(path + "." + name, inner, fields));
    } else {
      fields.put(path, shown(value));
    }
  }

  private static String shown(Object value) {
    return VisibleText.of(value.toString(), MAX_VALUE);
  }
}
