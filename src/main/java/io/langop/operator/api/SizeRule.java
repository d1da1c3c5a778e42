package io.langop.operator.api;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the rule about the size of a whole object. Limits of single lists and texts multiply: 32
 * terms of 16 expressions of 128 values are 4 MiB. The rule adds up what is there, in the language
 * CEL and about as JSON counts it (short texts in lists and quantities as if they were as long as
 * they may be), and is made from the schema so that it knows every field.
 */
final class SizeRule {

  /** What JSON puts around a text, and around a name and its value. */
  private static final int AROUND_TEXT = 3;

  private static final int AROUND_PROPERTY = 4;
  private static final int NUMBER = 16;
  private static final int BOOLEAN = 5;

  /** Texts in lists that count as if each were as long as it may be. */
  private static final int SHORT_TEXT = 64;

  /** Words that CEL keeps for itself, see the documentation of CRDs' validation rules. */
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private SizeRule() {}

  /** That an object, written as JSON, has at most {@code max} characters. */
  static ValidationRule atMost(int max, String what, JSONSchemaProps schema) {
    return new ValidationRuleBuilder()
        .withRule("%s <= %d".formatted(size(schema, "self", 0).sum(), max))
        .withMessage(
            "%s is too large: all its fields together may have at most %d characters"
                .formatted(what, max))
        .build();
  }

  private static Size size(JSONSchemaProps schema, String self, int depth) {
    if (schema.getProperties() != null && !schema.getProperties().isEmpty()) {
      return new Size(
          0,
          schema.getProperties().entrySet().stream()
              .map(property -> property(property, self, depth))
              .collect(Collectors.joining(", ", "[", "].sum()")));
    }
    if (schema.getItems() != null) {
      JSONSchemaProps items = schema.getItems().getSchema();
      if (isShortText(items)) {
        return new Size(0, "%s.size() * %d".formatted(self, items.getMaxLength() + AROUND_TEXT));
      }
      String item = "v" + depth;
      return new Size(
          0, "%s.map(%s, %s).sum()".formatted(self, item, size(items, item, depth + 1).sum()));
    }
    if (schema.getAdditionalProperties() != null) {
      String key = "k" + depth;
      JSONSchemaProps values = schema.getAdditionalProperties().getSchema();
      Size value = size(values, "%s[%s]".formatted(self, key), depth + 1).plus(AROUND_PROPERTY);
      return new Size(0, "%s.map(%s, %s.size() + %s).sum()".formatted(self, key, key, value.sum()));
    }
    return leaf(schema, self);
  }

  private static String property(
      Map.Entry<String, JSONSchemaProps> property, String self, int depth) {
    String name = property.getKey();
    String field = self + "." + (RESERVED.contains(name) ? "__" + name + "__" : name);
    Size size = size(property.getValue(), field, depth).plus(name.length() + AROUND_PROPERTY);
    return "has(%s) ? %s : 0".formatted(field, size.sum());
  }

  /** Adding these up one by one would cost more than the API server grants to one rule. */
  private static boolean isShortText(JSONSchemaProps schema) {
    return "string".equals(schema.getType())
        && schema.getMaxLength() != null
        && schema.getMaxLength() <= SHORT_TEXT;
  }

  private static Size leaf(JSONSchemaProps schema, String self) {
    if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
      return new Size(schema.getMaxLength().intValue(), "");
    }
    return switch (schema.getType()) {
      case "string" -> new Size(AROUND_TEXT, self + ".size()");
      case "boolean" -> new Size(BOOLEAN, "");
      default -> new Size(NUMBER, "");
    };
  }

  /**
   * What is always there, and an expression for the rest. What can be added up here makes the rule
   * cheaper: an API server checks the types of all its additions at every change of the CRD.
   *
   * @param rest empty if there is none
   */
  private record Size(int constant, String rest) {

    Size plus(int more) {
      return new Size(constant + more, rest);
    }

    String sum() {
      if (rest.isEmpty()) {
        return String.valueOf(constant);
      }
      return constant == 0 ? rest : constant + " + " + rest;
    }
  }
}
