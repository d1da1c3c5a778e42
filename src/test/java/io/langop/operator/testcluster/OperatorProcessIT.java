package io.langop.operator.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorProcessIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir static Path directory;
  private static Path jar;

  @BeforeAll
  static void packageIt() throws IOException {
    jar = directory.resolve("operator.jar");
    Class<?> program = PretendedOperator.class;
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, program.getName());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream code = program.getResourceAsStream(program.getSimpleName() + ".class")) {
      out.putNextEntry(new JarEntry(program.getName().replace('.', '/') + ".class"));
      code.transferTo(out);
    }
  }

  private static OperatorProcess.Builder builder() {
    return OperatorProcess.with(Path.of("/some/kubeconfig")).jar(jar);
  }

  @Test
  void isWatchedFromOutsideAndStopped() throws IOException {
    try (OperatorProcess operator = builder().systemProperty("mood", "good").start()) {
      operator.awaitReady(LIMIT);

      assertThat(operator.awaitLog("uses", LIMIT)).isEqualTo("uses /some/kubeconfig and good");
      assertThat(operator.get("/q/health/ready")).contains("UP");
      assertThat(operator.metric("loaded", Map.of("source", "allowlist"))).hasValue(1);
      assertThat(operator.metric("loaded", Map.of("source", "catalog"))).isEmpty();
      assertThat(operator.exitCode()).isEmpty();

      assertThat(operator.stop()).isEqualTo(128 + 15);
      assertThat(operator.exitCode()).hasValue(128 + 15);
      assertThat(Files.readString(operator.logFile())).contains("uses /some/kubeconfig");
    }
  }

  @Test
  void canBeKilled() {
    try (OperatorProcess operator = builder().start().awaitReady(LIMIT)) {
      operator.kill();

      assertThat(operator.exitCode()).hasValue(128 + 9);
    }
  }

  @Test
  void aFailedStartShowsTheLog() {
    try (OperatorProcess operator = builder().argument("no CRDs").start()) {
      assertThatThrownBy(() -> operator.awaitReady(LIMIT))
          .hasMessageContaining("exit code 7")
          .hasMessageContaining("cannot start: no CRDs");
      assertThatThrownBy(() -> operator.awaitLog("Listening", LIMIT))
          .hasMessageContaining("is complete");
    }
  }

  @Test
  void aMissingPackageIsToldWithTheCommandThatMakesIt() {
    assertThatThrownBy(() -> builder().jar(directory.resolve("none.jar")).start())
        .hasMessageContaining("mvn package");
  }
}
