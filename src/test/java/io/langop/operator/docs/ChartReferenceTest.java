package io.langop.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.langop.operator.chart.ChartValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of the chart's values is made from the comments in its {@code values.yaml}. */
class ChartReferenceTest {
  private static final Path PAGE = Path.of("docs/reference/chart.md");
  private static final ChartValues VALUES = new ChartValues(Path.of("src/main/helm"));
  private static final String BEGIN = "<!-- made from src/main/helm/values.yaml: do not edit -->\n";
  private static final String END = "<!-- end -->";

  @Test
  void thePageHasEveryValue() throws IOException {
    // Given
    String page = Sources.read(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);

    // When
    String table = VALUES.table();
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
  void everyValueOfTheSchemaIsExplained() {
    // Given
    TreeSet<String> checked = new TreeSet<>();
    collect(VALUES.schema(), "", checked);

    // When
    List<String> explained = VALUES.all().stream().map(ChartValues.Value::path).toList();

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
}
