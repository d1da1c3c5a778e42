package io.langop.operator.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.testcluster.Patience;
import io.langop.operator.testcluster.ProjectDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the operator on a JVM, in the layout of its image. */
class OperatorScriptIT {

  private static final Path SCRIPT = ProjectDirectory.root().resolve("bin/operator");
  private static final Path BUILT = ProjectDirectory.root().resolve("target/quarkus-app");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path directory;
  private Path image;

  @BeforeEach
  void layOutImage() throws IOException {
    image = Files.createDirectory(directory.resolve("image with space"));
    Files.createDirectory(image.resolve("bin"));
    Files.copy(SCRIPT, image.resolve("bin/operator"), StandardCopyOption.COPY_ATTRIBUTES);
  }

  @Test
  void theArchiveHoldsWhatAStartLoads() throws IOException, InterruptedException {
    // Given
    linkBuilt();
    assertThat(run("create").exitCode()).isZero();
    Path classes = directory.resolve("classes.log");

    // When
    Result result = run("", "-Xlog:class+load:file=" + classes, "aictl", "--version");

    // Then
    assertThat(result.out()).startsWith("aictl ");
    assertThat(Files.readString(classes))
        .containsPattern("io\\.langop\\.operator\\.Main source: shared objects file \\(top\\)");
  }

  @Test
  void aBrokenArchiveIsPassedOverWithoutAWord() throws IOException, InterruptedException {
    // Given
    linkBuilt();
    Files.writeString(image.resolve("quarkus-app/operator.jsa"), "no archive");

    // When
    Result result = run("", "aictl", "--version");

    // Then
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).matches("aictl \\S+\n");
  }

  @Test
  void whatIsNotBuiltSaysHowToBuildIt() throws IOException, InterruptedException {
    // When
    Result result = run("");

    // Then
    assertThat(result)
        .isEqualTo(
            new Result(
                2,
                "operator: it is not built yet; build it with: cd '%s' && mvn -B -DskipTests package\n"
                    .formatted(image.toRealPath())));
  }

  private void linkBuilt() throws IOException {
    Path app = Files.createDirectory(image.resolve("quarkus-app"));
    for (String part : List.of("quarkus", "app", "lib")) {
      Files.createSymbolicLink(app.resolve(part), BUILT.resolve(part));
    }
  }

  private record Result(int exitCode, String out) {}

  private Result run(String archive, String... arguments) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(image.resolve("bin/operator").toString()), Stream.of(arguments))
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("OPERATOR_ARCHIVE", archive);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(Patience.of(LIMIT).toSeconds(), TimeUnit.SECONDS)).isTrue();
      return new Result(process.exitValue(), Files.readString(out));
    } finally {
      process.destroyForcibly();
    }
  }
}
