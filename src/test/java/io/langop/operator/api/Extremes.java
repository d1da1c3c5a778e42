package io.langop.operator.api;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.langop.operator.api.Schemas.Place;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What somebody who means no good writes into a field. */
final class Extremes {

  private static final int MEBI = 1 << 20;
  private static final BigInteger TWO_TO_63 = BigInteger.TWO.pow(63);

  /** Tried in this order where a text has to match a pattern. */
  private static final List<String> SAMPLES =
      List.of(
          "a",
          "A",
          "1",
          "Exists",
          "NoExecute",
          "RuntimeDefault",
          "Always",
          "Merge",
          "Recursive",
          "Default",
          "In",
          "metadata.name",
          "metadata/name",
          "/a",
          "None",
          "Disabled",
          "HTTP",
          "Memory",
          "File",
          "DoNotSchedule",
          "Honor");

  private Extremes() {}

  /** Values for a place: at its bounds, beyond them, and of other types. */
  static List<Object> of(Place place) {
    JSONSchemaProps schema = place.schema();
    List<Object> values =
        new ArrayList<>(
            Arrays.asList(null, "", "no such value", true, 7, -1, 1.5, List.of(), Map.of()));
    values.add(Collections.singletonList(null));
    values.add(List.of(List.of()));
    values.add(Collections.singletonMap("a", null));
    values.add(Map.of("a", Map.of("b", 1)));
    if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
      values.addAll(quantities());
    } else {
      switch (schema.getType()) {
        case "integer" -> values.addAll(integers(schema));
        case "string" -> values.addAll(texts(schema));
        case "array" -> values.addAll(lists(schema));
        case "object" -> values.addAll(maps(schema));
        default -> {}
      }
    }
    return values;
  }

  private static List<Object> integers(JSONSchemaProps schema) {
    long min = schema.getMinimum().longValue();
    long max = schema.getMaximum().longValue();
    return List.of(
        min,
        min - 1,
        max,
        max + 1,
        0,
        3_000_000_000L,
        -3_000_000_000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        TWO_TO_63,
        TWO_TO_63.pow(4),
        2.0,
        1e300,
        "1");
  }

  private static List<Object> quantities() {
    return List.of(
        "1",
        "0",
        "100m",
        "1.5Gi",
        "+1",
        ".5",
        "5.",
        "1e3",
        "1E3",
        "1E",
        "1e99",
        "1e1000000000",
        "-1",
        "lots",
        "1 ",
        "1i",
        "1e",
        "9".repeat(32),
        "9".repeat(33),
        "9".repeat(MEBI),
        "0x10",
        3_000_000_000L,
        Long.MAX_VALUE,
        TWO_TO_63,
        TWO_TO_63.pow(4),
        1e300,
        "NaN",
        "\u0661");
  }

  private static List<Object> texts(JSONSchemaProps schema) {
    List<Object> texts =
        new ArrayList<>(
            List.of(
                "x".repeat(MEBI),
                "\u0000",
                "a b",
                "\n",
                "\u20ac\ud83d\ude00",
                "$(HOME)",
                "../..",
                "42",
                "2026-99-99T99:99:99Z",
                "2026-01-01T00:00:00Z",
                sample(schema)));
    if (schema.getMaxLength() != null) {
      int max = Math.toIntExact(schema.getMaxLength());
      texts.add("a".repeat(max));
      texts.add("a".repeat(max + 1));
      texts.add("\ud83d\ude00".repeat(max));
      texts.add("\u0001".repeat(max));
    }
    return texts;
  }

  private static List<Object> lists(JSONSchemaProps schema) {
    Object item = sample(schema.getItems().getSchema());
    int max = Math.toIntExact(schema.getMaxItems());
    return List.of(
        List.of(item),
        List.of(item, item),
        Collections.nCopies(max, item),
        Collections.nCopies(max + 1, item),
        Collections.nCopies(2_000, item));
  }

  private static List<Object> maps(JSONSchemaProps schema) {
    if (schema.getAdditionalProperties() == null) {
      return List.of(Map.of("noSuchField", 1), sample(schema));
    }
    Object value = sample(schema.getAdditionalProperties().getSchema());
    int max = Math.toIntExact(schema.getMaxProperties());
    return List.of(
        Map.of("a", value),
        Map.of("", value),
        Map.of("k".repeat(317), value),
        Map.of("k".repeat(318), value),
        Map.of("k".repeat(MEBI), value),
        Map.of("a b", value),
        map(max, value),
        map(max + 1, value),
        map(2_000, value));
  }

  private static Map<String, Object> map(int size, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    IntStream.range(0, size).forEach(i -> map.put("key-" + i, value));
    return map;
  }

  /** A value that the schema admits, with all that it requires and no more. */
  static Object sample(JSONSchemaProps schema) {
    if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
      return schema.getPattern() == null || "1".matches(schema.getPattern())
          ? "1"
          : sampleText(schema);
    }
    return switch (schema.getType()) {
      case "integer" -> Math.max(1, schema.getMinimum().longValue());
      case "boolean" -> true;
      case "array" -> List.of(sample(schema.getItems().getSchema()));
      case "object" -> sampleObject(schema);
      default -> sampleText(schema);
    };
  }

  private static Map<String, Object> sampleObject(JSONSchemaProps schema) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (schema.getRequired() != null) {
      schema
          .getRequired()
          .forEach(name -> object.put(name, sample(schema.getProperties().get(name))));
    }
    return object;
  }

  private static String sampleText(JSONSchemaProps schema) {
    if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
      return schema.getEnum().get(0).asText();
    }
    return SAMPLES.stream()
        .filter(text -> schema.getPattern() == null || text.matches(schema.getPattern()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no sample matches " + schema.getPattern()));
  }

  /**
   * The spec of a minimal resource with a value at a place; parents that are missing come with what
   * they require.
   */
  static Object put(Object minimal, JSONSchemaProps schema, List<String> steps, Object value) {
    if (steps.isEmpty()) {
      return value;
    }
    String step = steps.get(0);
    List<String> rest = steps.subList(1, steps.size());
    if (step.equals("[]")) {
      JSONSchemaProps items = schema.getItems().getSchema();
      return Collections.singletonList(put(sample(items), items, rest, value));
    }
    if (step.equals("{}")) {
      JSONSchemaProps values = schema.getAdditionalProperties().getSchema();
      return Collections.singletonMap("cpu", put(sample(values), values, rest, value));
    }
    JSONSchemaProps property = schema.getProperties().get(step);
    Map<String, Object> object = new LinkedHashMap<>();
    if (minimal instanceof Map<?, ?> known) {
      known.forEach((key, old) -> object.put((String) key, old));
    }
    Object child = object.containsKey(step) ? object.get(step) : sample(property);
    object.put(step, put(child, property, rest, value));
    return object;
  }

  /** Short enough for a message. */
  static String shown(Object value) {
    String text = String.valueOf(value);
    return Stream.of(text.substring(0, Math.min(60, text.length())))
        .map(start -> text.length() > 60 ? start + "\u2026 (" + text.length() + ")" : start)
        .findFirst()
        .orElseThrow();
  }
}
