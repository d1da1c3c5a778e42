package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is committed of the chart and the manifests is what this build makes. */
class CommittedChartIT {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final String REPAIR = "mvn -q package -DskipTests -Dchart.update";

  @TempDir Path directory;

  @Test
  void theCommittedChartIsTheOneThatTheBuildMakes() {
    assertThat(Committed.of(ROOT).differences())
        .as("The chart is made by the build, never by hand. To repair it: %s", REPAIR)
        .isEmpty();
  }

  @Test
  void changedMissingAndExtraFilesAreFound() throws IOException {
    // Given
    new FileTree(Map.of("a.yaml", "a", "templates/b.yaml", "b", "c.yaml", "c"))
        .replace(directory.resolve("target/helm/helm"));
    new FileTree(Map.of("install.yaml", "i", "lists/x.yaml", "x", "same.yaml", "s"))
        .replace(directory.resolve("target/helm/manifests"));
    new FileTree(Map.of("a.yaml", "edited", "c.yaml", "c", "templates/more.yaml", "m"))
        .replace(directory.resolve("helm"));
    Files.writeString(directory.resolve("install.yaml"), "edited");
    Files.writeString(directory.resolve("same.yaml"), "s");
    Committed committed = Committed.of(directory);

    // Then
    assertThat(committed.differences())
        .containsExactlyInAnyOrder(
            "changed: helm/a.yaml",
            "missing: helm/templates/b.yaml",
            "extra: helm/templates/more.yaml",
            "changed: install.yaml",
            "missing: lists/x.yaml");

    // When
    committed.update();

    // Then
    assertThat(committed.differences()).isEmpty();
  }
}
