package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that is shipped leads to an account that is not the project's. */
class ProjectAddressTest {
  private static final List<String> FOREIGN = List.of("github.com/langop", "ghcr.io/langop");

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void theImagesNameTheSameAddressAsThePom(String file) throws IOException {
    assertThat(Files.readString(Path.of(file)))
        .contains("ARG SOURCE=" + ProjectAddress.value() + "\n");
  }

  @Test
  void noFileNamesAnAccountOfSomebodyElse() throws IOException {
    for (String directory : List.of("helm", "docs", "examples", "src/main", "src/config", "bin")) {
      try (Stream<Path> files = Files.walk(Path.of(directory))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(file)).as(file.toString()).doesNotContain(FOREIGN);
        }
      }
    }
    for (String file :
        List.of("README.md", "install.yaml", "Dockerfile.jvm", "Dockerfile.native")) {
      assertThat(Files.readString(Path.of(file))).as(file).doesNotContain(FOREIGN);
    }
  }
}
