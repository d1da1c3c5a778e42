package io.langop.operator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The chart's values as its {@code values.yaml} explains them: what the reference page and the
 * chart's README say.
 *
 * @param chart the directory with {@code values.yaml} and its schema
 */
public record ChartValues(Path chart) {
  private static final Pattern COMMENT = Pattern.compile(" *# -- (.*)");
  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):.*");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A value by its path, such as {@code image.tag}, and the comment above it. */
  public record Value(String path, String meaning) {}

  /** A Markdown table of all values with type, default and meaning. */
  public String table() {
    JsonNode defaults = JSON.valueToTree(Serialization.unmarshal(read(), Object.class));
    JsonNode schema = schema();
    StringBuilder table =
        new StringBuilder("| value | type | default | meaning |\n|---|---|---|---|\n");
    for (Value value : all()) {
      JsonNode fallback = defaults.at("/" + value.path().replace('.', '/'));
      table.append(
          "| `%s` | %s | `%s` | %s |%n"
              .formatted(value.path(), type(schema, value.path()), fallback, value.meaning()));
    }
    return table.toString();
  }

  private static String type(JsonNode schema, String path) {
    JsonNode node = schema;
    for (String name : path.split("\\.")) {
      node = node.path("properties").path(name);
    }
    if (node.isMissingNode()) {
      throw new IllegalStateException(
          "values.schema.json lacks '%s', which values.yaml explains".formatted(path));
    }
    if (node.has("$ref")) {
      node = schema.at(node.get("$ref").asText().substring(1));
    }
    if (node.has("enum")) {
      return "choice";
    }
    JsonNode type = node.get("type");
    List<String> words = new ArrayList<>();
    (type.isArray() ? type : JSON.createArrayNode().add(type))
        .forEach(it -> words.add(it.asText()));
    return String.join(" or ", words)
        .replace("string", "text")
        .replace("array", "list")
        .replace("boolean", "`true` or `false`")
        .replace("integer", "whole number");
  }

  /** The root of the schema that Helm checks values with. */
  public JsonNode schema() {
    try {
      return JSON.readTree(chart.resolve("values.schema.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every value that has a comment, in the order of the file. */
  public List<Value> all() {
    List<Value> values = new ArrayList<>();
    List<String> parents = new ArrayList<>();
    String meaning = null;
    for (String line : read().lines().toList()) {
      Matcher comment = COMMENT.matcher(line);
      Matcher key = KEY.matcher(line);
      if (comment.matches()) {
        meaning = comment.group(1);
      } else if (key.matches()) {
        int depth = key.group(1).length() / 2;
        if (depth <= parents.size()) {
          parents.subList(depth, parents.size()).clear();
          parents.add(key.group(2));
          if (meaning != null) {
            values.add(new Value(String.join(".", parents), meaning));
          }
        }
        meaning = null;
      }
    }
    return values;
  }

  private String read() {
    try {
      return Files.readString(chart.resolve("values.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
