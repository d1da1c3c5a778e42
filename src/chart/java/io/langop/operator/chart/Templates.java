package io.langop.operator.chart;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What every template of the chart has around it, so that none can forget it: nothing is rendered
 * when the chart is switched off, and values that are not there have their defaults.
 *
 * <p>Helm gives a template no defaults in an upgrade with {@code --reuse-values}: it takes the
 * values of the installed release, which lack whatever the new chart has added.
 */
final class Templates {
  /** The chart's defaults where templates can read them; they cannot read values.yaml. */
  static final String DEFAULTS = "files/defaults.yaml";

  private static final String BEGIN = "{{- if include \"language-operator.enabled\" . -}}\n";
  private static final String END = "{{- end }}\n";

  private Templates() {}

  /** Adds to the files of a chart what is said above. */
  static void frame(Map<String, String> files) {
    files.replaceAll((path, text) -> isRendered(path) ? BEGIN + text + END : text);
    files.put(DEFAULTS, withoutComments(files.get("values.yaml")));
  }

  private static boolean isRendered(String path) {
    return path.startsWith("templates/") && !path.endsWith(".tpl");
  }

  private static String withoutComments(String values) {
    return values
        .lines()
        .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
