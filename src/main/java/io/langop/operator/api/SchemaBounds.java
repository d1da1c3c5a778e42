package io.langop.operator.api;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Bounds every leaf of a schema by the Java type that reads it, so that the API server stores
 * nothing that the operator cannot read. {@link FieldLimits} knows the fields with limits of their
 * own; what an annotation has set already stays.
 */
final class SchemaBounds {

  /** The largest whole number that JSON's floating-point numbers hold exactly. */
  static final long MAX_LONG = (1L << 53) - 1;

  /** Of a quantity; the longest that Kubernetes writes itself has 20. */
  private static final long MAX_QUANTITY = 32;

  /**
   * As in the CRDs of Kubernetes itself, see resource.Quantity, but not negative, which no field of
   * a pod may be, and with an exponent that can be computed.
   */
  private static final String QUANTITY =
      "^[+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]{1,2})?$";

  private SchemaBounds() {}

  /** Bounds one node. */
  static void bound(SchemaWalk.Node node) {
    Class<?> type = node.javaClass();
    JSONSchemaProps schema = node.schema();
    if (type == Integer.class || type == int.class) {
      boundInteger(node, "int32", new FieldLimits.Range(Integer.MIN_VALUE, Integer.MAX_VALUE));
    } else if (type == Long.class || type == long.class) {
      boundInteger(node, "int64", new FieldLimits.Range(-MAX_LONG, MAX_LONG));
    } else if (type == String.class) {
      boundText(node);
    } else if (type == Quantity.class) {
      schema.setPattern(QUANTITY);
      schema.setMaxLength(MAX_QUANTITY);
      boundNumber(schema, new FieldLimits.Range(0, MAX_LONG));
    } else if (type == IntOrString.class) {
      boundText(node);
      boundNumber(
          schema,
          FieldLimits.range(node.path())
              .orElseGet(() -> new FieldLimits.Range(0, Integer.MAX_VALUE)));
    } else if (Collection.class.isAssignableFrom(type)) {
      schema.setMaxItems(or(schema.getMaxItems(), FieldLimits.maxCount(node.path())));
    } else if (Map.class.isAssignableFrom(type)) {
      boundMap(node);
    } else if (type.isEnum()) {
      require(schema.getEnum() != null && !schema.getEnum().isEmpty(), node);
    } else if (schema.getProperties() != null && !schema.getProperties().isEmpty()) {
      schema.setRequired(union(schema.getRequired(), FieldLimits.required(node.path())));
    } else {
      require(type == Boolean.class || type == boolean.class, node);
    }
  }

  private static void boundInteger(
      SchemaWalk.Node node, String format, FieldLimits.Range everything) {
    node.schema().setFormat(format);
    boundNumber(node.schema(), FieldLimits.range(node.path()).orElse(everything));
  }

  private static void boundNumber(JSONSchemaProps schema, FieldLimits.Range range) {
    if (schema.getMinimum() == null) {
      schema.setMinimum((double) range.min());
    }
    if (schema.getMaximum() == null) {
      schema.setMaximum((double) range.max());
    }
  }

  private static void boundText(SchemaWalk.Node node) {
    JSONSchemaProps schema = node.schema();
    FieldLimits.Text text = FieldLimits.text(node.path());
    schema.setMaxLength(or(schema.getMaxLength(), text.maxLength()));
    if (schema.getPattern() == null) {
      schema.setPattern(text.pattern());
    }
  }

  /** The keys of a map have no schema of their own. */
  private static void boundMap(SchemaWalk.Node node) {
    JSONSchemaProps schema = node.schema();
    schema.setMaxProperties(or(schema.getMaxProperties(), FieldLimits.maxCount(node.path())));
    List<ValidationRule> rules = new ArrayList<>(schema.getXKubernetesValidations());
    rules.add(
        new ValidationRuleBuilder()
            .withRule("self.all(key, key.size() <= %d)".formatted(FieldLimits.MAX_LABEL_KEY))
            .withMessage(
                "keys must have at most %d characters".formatted(FieldLimits.MAX_LABEL_KEY))
            .build());
    schema.setXKubernetesValidations(rules);
  }

  private static void require(boolean bounded, SchemaWalk.Node node) {
    if (!bounded) {
      throw new IllegalStateException(
          "%s has the type %s, for which no bound is known: add it here or choose another type"
              .formatted(node.path(), node.type()));
    }
  }

  private static Long or(Long declared, long limit) {
    return declared == null ? Long.valueOf(limit) : declared;
  }

  private static List<String> union(List<String> declared, List<String> more) {
    List<String> all = new ArrayList<>(declared == null ? List.of() : declared);
    more.stream().filter(name -> !all.contains(name)).forEach(all::add);
    return all;
  }
}
