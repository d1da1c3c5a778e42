package io.langop.operator.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of the kinds that users write, as tables. Fields that Kubernetes defines have no
 * description in a CRD; they are left out below the one that holds them.
 */
final class ApiReference {
  private static final Set<String> KINDS = Set.of("LanguageAgent", "LanguageTool", "PowerTool");

  private ApiReference() {}

  /** The reference as Markdown, of the CRDs in a file with manifests. */
  static String of(Path manifests) {
    return Stream.of(Sources.read(manifests).split("(?m)^---\\s*$"))
        .map(text -> new ObjectMapper().<JsonNode>valueToTree(yaml(text)))
        .filter(object -> object.path("kind").asText().equals("CustomResourceDefinition"))
        .map(crd -> crd.path("spec"))
        .filter(crd -> KINDS.contains(crd.path("names").path("kind").asText()))
        .sorted((a, b) -> a.at("/names/kind").asText().compareTo(b.at("/names/kind").asText()))
        .map(ApiReference::kind)
        .collect(Collectors.joining());
  }

  private static Object yaml(String text) {
    return Serialization.unmarshal(text, Object.class);
  }

  private static String kind(JsonNode crd) {
    JsonNode version = crd.path("versions").path(0);
    JsonNode properties = version.at("/schema/openAPIV3Schema/properties");
    return """

        ## %s

        `%s/%s`, short name `%s`

        %s

        %s%s"""
            .formatted(
                crd.at("/names/kind").asText(),
                crd.path("group").asText(),
                version.path("name").asText(),
                crd.at("/names/shortNames/0").asText(),
                properties.at("/spec/description").asText(),
                table(properties.path("spec"), "spec"),
                rules(properties.path("spec")))
        + "\n"
        + table(properties.path("status"), "status");
  }

  private static String table(JsonNode schema, String path) {
    List<String> rows = new ArrayList<>();
    collect(schema, path, rows);
    return "| field | type | limits | meaning |\n|---|---|---|---|\n" + String.join("", rows);
  }

  private static void collect(JsonNode schema, String path, List<String> rows) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode field = property.getValue();
              JsonNode inner = field.has("items") ? field.path("items") : field;
              boolean list = field.has("items");
              String name = path + "." + property.getKey();
              rows.add(row(name, field, inner, required.contains(property.getKey())));
              if (isOurs(inner)) {
                collect(inner, name + (list ? "[]" : ""), rows);
              }
            });
  }

  /** Whether the fields in an object are explained in the CRD. */
  private static boolean isOurs(JsonNode schema) {
    return schema.path("properties").properties().stream()
        .anyMatch(property -> property.getValue().has("description"));
  }

  private static String row(String name, JsonNode field, JsonNode inner, boolean required) {
    String meaning = field.path("description").asText().replace("|", "\\|");
    if (name.startsWith("spec.") && inner.has("properties") && !isOurs(inner)) {
      meaning += " Its fields are as in a pod.";
    }
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            name, type(field) + (required ? ", required" : ""), limits(field), meaning.strip());
  }

  private static String type(JsonNode field) {
    if (field.path("x-kubernetes-int-or-string").asBoolean()) {
      return "quantity";
    }
    if (field.has("additionalProperties")) {
      return "map";
    }
    return switch (field.path("type").asText()) {
      case "string" -> "date-time".equals(field.path("format").asText()) ? "time" : "text";
      case "integer" -> "whole number";
      case "boolean" -> "`true` or `false`";
      case "array" -> "list of " + plural(type(field.path("items")));
      default -> "object";
    };
  }

  private static String plural(String type) {
    return type.equals("text") ? "texts" : type + "s";
  }

  private static String limits(JsonNode field) {
    List<String> limits = new ArrayList<>();
    if (field.has("enum")) {
      List<String> choices = new ArrayList<>();
      field.path("enum").forEach(choice -> choices.add("`" + choice.asText() + "`"));
      limits.add(String.join(", ", choices));
    }
    if (field.has("default")) {
      limits.add("default `" + field.path("default").asText() + "`");
    }
    if (field.has("minimum") && field.has("maximum")) {
      limits.add(
          "%,d to %,d".formatted(field.path("minimum").asLong(), field.path("maximum").asLong()));
    }
    addMost(limits, field, "maxLength", "characters");
    addMost(limits, field, "maxItems", "items");
    addMost(limits, field, "maxProperties", "keys");
    return String.join("; ", limits);
  }

  private static void addMost(List<String> limits, JsonNode field, String keyword, String unit) {
    if (field.has(keyword)) {
      limits.add("at most %,d %s".formatted(field.path(keyword).asLong(), unit));
    }
  }

  /** What the schema demands of several fields together. */
  private static String rules(JsonNode spec) {
    StringBuilder rules = new StringBuilder();
    spec.path("x-kubernetes-validations")
        .forEach(rule -> rules.append("- %s%n".formatted(rule.path("message").asText())));
    return rules.isEmpty()
        ? ""
        : "\nWhat the API server says when it refuses a `spec` as a whole:\n\n" + rules;
  }
}
