package io.langop.operator.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The dashboard fits any Grafana, and explains itself. */
class DashboardTest {
  private static final int COLUMNS = 24;

  private final JsonNode dashboard = read();

  @Test
  void everyPanelSaysWhatItShowsAndAsksTheChosenDataSource() {
    // Then
    for (JsonNode panel : dashboard.path("panels")) {
      String title = panel.path("title").asText();
      assertThat(title).isNotBlank();
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.path("description").asText()).as(title).endsWith(".");
        assertThat(panel.path("targets")).as(title).isNotEmpty();
        assertThat(panel.findValuesAsText("uid")).as(title).containsOnly("${datasource}");
      }
    }
  }

  @Test
  void panelsHaveNumbersOfTheirOwnAndDoNotOverlap() {
    // Given
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> cells = new HashSet<>();

    // Then
    for (JsonNode panel : dashboard.path("panels")) {
      String title = panel.path("title").asText();
      assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
      for (List<Integer> cell : cells(panel.path("gridPos"))) {
        assertThat(cells.add(cell)).as("%s at %s", title, cell).isTrue();
        assertThat(cell.get(0)).as(title).isLessThan(COLUMNS);
      }
    }
  }

  @Test
  void itDependsOnNoGrafanaInParticular() {
    // Then
    assertThat(dashboard.has("id")).isFalse();
    assertThat(dashboard.has("__inputs")).isFalse();
    assertThat(dashboard.path("templating").path("list").path(0).path("type").asText())
        .isEqualTo("datasource");
  }

  private static List<List<Integer>> cells(JsonNode position) {
    List<List<Integer>> cells = new ArrayList<>();
    for (int x = 0; x < position.path("w").asInt(); x++) {
      for (int y = 0; y < position.path("h").asInt(); y++) {
        cells.add(List.of(position.path("x").asInt() + x, position.path("y").asInt() + y));
      }
    }
    return cells;
  }

  private static JsonNode read() {
    try {
      return new ObjectMapper()
          .readTree(Path.of("src/main/helm/files/language-operator-dashboard.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
