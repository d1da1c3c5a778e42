package io.langop.operator.alerts;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The rules file that is shipped, and what its alerts say. */
final class AlertRules {
  static final Path FILE = Path.of("src/main/helm/files/language-operator.rules.yaml");

  /** Where the runbooks are; the build puts in the project's address from the pom. */
  static final String RUNBOOKS = "@address@/docs/runbooks/";

  private AlertRules() {}

  /** One alert as it is written. */
  record Alert(
      String alert,
      String expr,
      Map<String, String> labels,
      Map<String, String> annotations,
      String duration) {}

  static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All alerts, in the order of the file. */
  static List<Alert> all() {
    return groups().stream()
        .flatMap(group -> list(group, "rules").stream())
        .map(
            rule ->
                new Alert(
                    (String) rule.get("alert"),
                    (String) rule.get("expr"),
                    strings(rule.get("labels")),
                    strings(rule.get("annotations")),
                    (String) rule.get("for")))
        .toList();
  }

  /** The names of all alerts, for parameterized tests. */
  static List<String> names() {
    return all().stream().map(Alert::alert).toList();
  }

  static Alert named(String name) {
    return all().stream().filter(alert -> name.equals(alert.alert())).findFirst().orElseThrow();
  }

  private static List<Map<String, Object>> groups() {
    return list(Serialization.unmarshal(text(), Map.class), "groups");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<?, ?> parent, String key) {
    return (List<Map<String, Object>>) parent.get(key);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> strings(Object value) {
    return value == null ? Map.of() : (Map<String, String>) value;
  }
}
