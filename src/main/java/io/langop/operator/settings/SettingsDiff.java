package io.langop.operator.settings;

import io.langop.operator.image.VisibleText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells the difference of two versions of a tool's settings, safe to show. */
public final class SettingsDiff {

  private static final int MAX_VALUE = 80;
  private static final String NOT_SET = "(not set)";

  private SettingsDiff() {}

  /**
   * One line for each field that differs. Values of variables are left out, since they may be
   * nobody else's business.
   *
   * @param before {@code null} when there were none
   * @param after {@code null} when there are none
   */
  public static List<String> between(ParsedSettings before, ParsedSettings after) {
    if (after instanceof InvalidToolSettings) {
      return List.of("they are not valid now");
    }
    SortedMap<String, String> was = fields(before);
    SortedMap<String, String> is = fields(after);
    TreeSet<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    names.removeIf(name -> Objects.equals(was.get(name), is.get(name)));
    if (names.isEmpty()) {
      return List.of(
          before instanceof ToolSettings && !before.equals(after) && after != null
              ? "values or the order of env"
              : "nothing is set");
    }
    return names.stream()
        .map(
            name ->
                "%s %s -> %s"
                    .formatted(
                        name, was.getOrDefault(name, NOT_SET), is.getOrDefault(name, NOT_SET)))
        .toList();
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
