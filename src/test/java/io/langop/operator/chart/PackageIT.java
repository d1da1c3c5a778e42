package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.testcluster.Helm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code helm package} puts into the file that a registry of charts serves. */
class PackageIT {
  @TempDir static Path home;

  private static Helm helm;
  private static Path file;

  @BeforeAll
  static void packageTheChart() throws IOException {
    helm = Helm.withoutCluster(home);
    helm.succeed("package", Chart.PATH, "-d", home.toString());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home, "*.tgz")) {
      file = files.iterator().next();
    }
  }

  @Test
  void aReadmeComesWithIt() {
    // When
    String readme = helm.succeed("show", "readme", file.toString());

    // Then
    assertThat(readme)
        .contains("helm install language-operator", "| `replicas` | whole number | `2` |")
        .contains(ProjectAddress.value() + "/docs/reference/chart.md")
        .doesNotContain("@");
  }

  @Test
  void valuesToTestTheChartWithAreLeftOut() throws IOException {
    // Given
    assertThat(Path.of(Chart.PATH, "ci/default-values.yaml")).exists();

    // When
    List<String> names = names();

    // Then
    assertThat(names)
        .contains("language-operator/values.yaml", "language-operator/README.md")
        .noneMatch(it -> it.startsWith("language-operator/ci"));
  }

  private static List<String> names() throws IOException {
    Process tar = new ProcessBuilder("tar", "tzf", file.toString()).start();
    return new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
  }
}
