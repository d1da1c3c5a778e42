package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Without the one nothing is rendered; the other is for what {@code install.yaml} is made of. */
  private static final Set<String> OF_THE_WHOLE_CHART = Set.of("enabled", "plain");

  @Test
  void everyValueIsRenderedWithAnotherThanItsDefault() {
    // Given
    List<JsonNode> matrix = Values.all().map(ValuesTest::tree).toList();

    // When
    List<String> untried =
        new ChartValues(Path.of("src/main/helm"))
            .all().stream()
                .map(ChartValues.Value::path)
                .filter(path -> !OF_THE_WHOLE_CHART.contains(path))
                .filter(
                    path ->
                        matrix.stream()
                            .allMatch(
                                values -> values.at("/" + path.replace('.', '/')).isMissingNode()))
                .toList();

    // Then
    assertThat(untried).as("values that are in no set of the tests' Values").isEmpty();
  }

  private static JsonNode tree(Values values) {
    String yaml = "# YAML, not JSON\n" + values.yaml();
    return JSON.valueToTree(Serialization.unmarshal(yaml, Object.class));
  }

  @Test
  void aValueThatTheSchemaLacksIsNamed(@TempDir Path chart) throws IOException {
    // Given
    Files.writeString(chart.resolve("values.yaml"), "image:\n  # -- The tag.\n  tag: a\n");
    Files.writeString(
        chart.resolve("values.schema.json"), "{\"properties\": {\"image\": {\"properties\": {}}}}");

    // Then
    assertThatThrownBy(() -> new ChartValues(chart).table())
        .hasMessage("values.schema.json lacks 'image.tag', which values.yaml explains");
  }
}
