package io.langop.operator.chart;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules of the roles in {@code rbac.yml} as named templates of the chart. They are taken as
 * text, because the reason of each rule is a comment.
 */
final class RoleRules {
  private static final Pattern NAME = Pattern.compile("(?m)^  name: (\\S+)$");
  private static final Pattern RULES = Pattern.compile("(?ms)^rules:\\n(.*)\\z");
  private static final String HEADER =
      "{{- /* Made from src/main/kubernetes/rbac.yml, which gives the reason of each rule. */}}\n";

  private RoleRules() {}

  /**
   * A file with one template for each role.
   *
   * @param manifests the text of {@code rbac.yml}
   */
  static String templates(String manifests) {
    return byRole(manifests).entrySet().stream()
        .map(
            role ->
                "{{- define \"language-operator.rules.%s\" -}}%n%s{{- end -}}%n"
                    .formatted(role.getKey(), role.getValue()))
        .collect(Collectors.joining("\n", HEADER, ""));
  }

  private static Map<String, String> byRole(String manifests) {
    Map<String, String> rules = new LinkedHashMap<>();
    for (String manifest : manifests.split("(?m)^---$")) {
      Matcher name = NAME.matcher(manifest);
      Matcher text = RULES.matcher(manifest);
      if (text.find() && name.find()) {
        if (text.group(1).contains("{{")) {
          throw new IllegalArgumentException(
              "The rules of %s have '{{', which a template would take for its own"
                  .formatted(name.group(1)));
        }
        rules.put(name.group(1), text.group(1).strip().indent(0).replaceAll("(?m)^  ", ""));
      }
    }
    return rules;
  }
}
