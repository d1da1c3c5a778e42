package io.langop.operator.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is woken by an alert finds a page that is about it. */
class RunbooksTest {
  private static final Path RUNBOOKS = Path.of("docs/runbooks");

  @ParameterizedTest
  @MethodSource("io.langop.operator.alerts.AlertRules#names")
  void everyAlertHasARunbookWithTheFourSections(String name) throws IOException {
    // When
    List<String> lines = Files.readAllLines(RUNBOOKS.resolve(name + ".md"));

    // Then
    assertThat(lines.get(0)).isEqualTo("# " + name);
    assertThat(lines.stream().filter(line -> line.startsWith("#")).skip(1))
        .containsExactly("## Meaning", "## Impact", "## Diagnosis", "## Mitigation");
  }

  @Test
  void everyRunbookBelongsToAnAlertAndIsInTheIndex() throws IOException {
    // When
    List<String> pages;
    try (Stream<Path> files = Files.list(RUNBOOKS)) {
      pages =
          files
              .map(file -> file.getFileName().toString().replace(".md", ""))
              .filter(page -> !page.equals("README"))
              .toList();
    }

    // Then
    assertThat(pages).containsExactlyInAnyOrderElementsOf(AlertRules.names());
    assertThat(pages)
        .allSatisfy(
            page ->
                assertThat(Files.readString(RUNBOOKS.resolve("README.md")))
                    .contains("| [%1$s](%1$s.md) | ".formatted(page)));
  }

  @ParameterizedTest
  @MethodSource("io.langop.operator.alerts.AlertRules#names")
  void theReferenceTellsSeverityAndDurationOfEveryAlert(String name) throws IOException {
    // Given
    AlertRules.Alert alert = AlertRules.named(name);

    // When
    String page = Files.readString(Path.of("docs/reference/alerts.md"));

    // Then
    assertThat(page)
        .contains(
            "| [`%1$s`](../runbooks/%1$s.md) | %2$s | %3$s | "
                .formatted(
                    name,
                    alert.labels().get("severity"),
                    alert.duration() == null ? "0m" : alert.duration()));
  }
}
