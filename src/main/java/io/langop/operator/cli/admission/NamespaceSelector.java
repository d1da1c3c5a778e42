package io.langop.operator.cli.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A label selector of Kubernetes, as the API server reads it. */
record NamespaceSelector(List<Requirement> requirements) {

  private record Requirement(String key, String operator, List<?> values) {

    boolean isMet(String label) {
      return switch (operator) {
        case "In" -> label != null && values.contains(label);
        case "NotIn" -> label == null || !values.contains(label);
        case "Exists" -> label != null;
        case "DoesNotExist" -> label == null;
        default -> false; // the API server lets no other in
      };
    }
  }

  /** Reads a selector; none selects everything. */
  static NamespaceSelector of(Object selector) {
    List<Requirement> requirements = new ArrayList<>();
    if (selector instanceof Map<?, ?> map) {
      if (map.get("matchLabels") instanceof Map<?, ?> labels) {
        labels.forEach(
            (key, value) ->
                requirements.add(new Requirement(key.toString(), "In", List.of(value.toString()))));
      }
      if (map.get("matchExpressions") instanceof List<?> expressions) {
        for (Object item : expressions) {
          if (item instanceof Map<?, ?> expression) {
            requirements.add(
                new Requirement(
                    String.valueOf(expression.get("key")),
                    String.valueOf(expression.get("operator")),
                    expression.get("values") instanceof List<?> values ? values : List.of()));
          }
        }
      }
    }
    return new NamespaceSelector(requirements);
  }

  /** Whether it selects a namespace with these labels. */
  boolean selects(Map<String, String> labels) {
    return meets(requirement -> true, labels);
  }

  /** Whether it selects namespaces with this label, if their other labels are right. */
  boolean mightSelect(String key, String value) {
    return meets(requirement -> requirement.key().equals(key), Map.of(key, value));
  }

  private boolean meets(Predicate<Requirement> which, Map<String, String> labels) {
    return requirements.stream()
        .filter(which)
        .allMatch(requirement -> requirement.isMet(labels.get(requirement.key())));
  }
}
