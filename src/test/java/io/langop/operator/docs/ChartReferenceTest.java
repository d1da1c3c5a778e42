package io.langop.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of the chart's values is made from the comments in its {@code values.yaml}. */
class ChartReferenceTest {
  private static final Path PAGE = Path.of("docs/reference/chart.md");
  private static final Path VALUES = Path.of("src/main/helm/values.yaml");
  private static final Path SCHEMA = Path.of("src/main/helm/values.schema.json");
  private static final String BEGIN = "<!-- made from src/main/helm/values.yaml: do not edit -->\n";
  private static final String END = "<!-- end -->";
  private static final Pattern COMMENT = Pattern.compile(" *# -- (.*)");
  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):.*");
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Value(String path, String meaning) {}

  @Test
  void thePageHasEveryValue() throws IOException {
    // Given
    String page = Sources.read(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);

    // When
    String table = table();
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
      return;
    }

    // Then
    assertThat(page.substring(begin, end))
        .describedAs("To repair it: mvn test -Dtest=ChartReferenceTest -Ddocs.update=true")
        .isEqualTo(table);
  }

  @Test
  void everyValueOfTheSchemaIsExplained() throws IOException {
    // Given
    TreeSet<String> checked = new TreeSet<>();
    collect(JSON.readTree(SCHEMA.toFile()), "", checked);

    // When
    List<String> explained = values().stream().map(Value::path).toList();

    // Then
    assertThat(explained)
        .as("values.yaml needs a comment '# -- …' for each property of values.schema.json")
        .containsExactlyInAnyOrderElementsOf(checked);
  }

  /** The values that stand for themselves: an object whose keys are fixed is a group of such. */
  private static void collect(JsonNode schema, String prefix, TreeSet<String> paths) {
    schema
        .get("properties")
        .properties()
        .forEach(
            property -> {
              String path = prefix + property.getKey();
              if (documentedAsOne(path) || !property.getValue().has("properties")) {
                paths.add(path);
              } else {
                collect(property.getValue(), path + ".", paths);
              }
            });
  }

  private static boolean documentedAsOne(String path) {
    return List.of("resources", "affinity", "tests.resources", "strategy", "dnsConfig")
        .contains(path);
  }

  private static String table() throws IOException {
    JsonNode defaults =
        JSON.valueToTree(Serialization.unmarshal(Sources.read(VALUES), Object.class));
    JsonNode schema = JSON.readTree(SCHEMA.toFile());
    StringBuilder table =
        new StringBuilder("| value | type | default | meaning |\n|---|---|---|---|\n");
    for (Value value : values()) {
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
      node = node.get("properties").get(name);
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

  private static List<Value> values() {
    List<Value> values = new ArrayList<>();
    List<String> parents = new ArrayList<>();
    String meaning = null;
    for (String line : Sources.read(VALUES).lines().toList()) {
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
}
