package io.langop.operator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks outputs against the published schema, as far as that uses JSON Schema. */
public final class OutputSchema {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FILE = Path.of("docs/reference/cli.schema.json");

  private final JsonNode root;

  public OutputSchema() {
    try {
      root = JSON.readTree(Files.readString(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with an output; empty if nothing is. */
  public List<String> problems(String definition, String output) {
    try {
      List<String> problems = new ArrayList<>();
      check(root.at("/$defs/" + definition), JSON.readTree(output), "$", problems);
      return problems;
    } catch (IOException e) {
      return List.of("no JSON: " + e.getMessage());
    }
  }

  /** The words that a field of an output may have. */
  public List<String> values(String definition, String field) {
    JsonNode values = root.at("/$defs/%s/properties/%s/enum".formatted(definition, field));
    return values.valueStream().map(JsonNode::asText).toList();
  }

  private void check(JsonNode schema, JsonNode value, String at, List<String> problems) {
    if (schema.has("$ref")) {
      check(root.at(schema.get("$ref").asText().substring(1)), value, at, problems);
      return;
    }
    if (schema.has("oneOf")) {
      long matching = 0;
      for (JsonNode one : schema.get("oneOf")) {
        List<String> its = new ArrayList<>();
        check(one, value, at, its);
        matching += its.isEmpty() ? 1 : 0;
      }
      if (matching != 1) {
        problems.add(at + " matches %d of oneOf: %s".formatted(matching, value));
      }
      return;
    }
    if (schema.isMissingNode()) {
      problems.add(at + " has no schema");
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      problems.add(at + " is none of " + schema.get("enum") + ": " + value);
    }
    if (schema.has("type") && !ofType(schema.get("type"), value)) {
      problems.add(at + " is not of type " + schema.get("type") + ": " + value);
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.get("items"), value.get(i), at + "[" + i + "]", problems);
      }
    }
    if (value.isObject()) {
      checkObject(schema, value, at, problems);
    }
  }

  private void checkObject(JsonNode schema, JsonNode value, String at, List<String> problems) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        problems.add(at + " has no " + name.asText());
      }
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode property = schema.path("properties").path(field.getKey());
      JsonNode inner = property.isMissingNode() ? schema.path("additionalProperties") : property;
      if (inner.isBoolean()) {
        problems.add(at + " has the unknown field " + field.getKey());
      } else {
        check(inner, field.getValue(), at + "." + field.getKey(), problems);
      }
    }
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode one : values) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean ofType(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (ofType(one, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.asText()) {
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "null" -> value.isNull();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> false;
    };
  }
}
