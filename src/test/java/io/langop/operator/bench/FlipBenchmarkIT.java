package io.langop.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.testcluster.Patience;
import io.langop.operator.testcluster.ProjectDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark comes to its end; what it measures here means nothing. */
class FlipBenchmarkIT {

  private static final String AGENTS = "200";
  private static final Duration LIMIT = Duration.ofMinutes(8);

  @TempDir private Path directory;

  @Test
  void twoReleasesThatShareTheNamespacesAreMeasuredToTheEnd()
      throws IOException, InterruptedException {
    // Given
    Path out = directory.resolve("out");
    ProcessBuilder benchmark =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dproject.basedir=" + ProjectDirectory.root(),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                FlipBenchmark.class.getName(),
                AGENTS)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    benchmark.environment().put("RELEASES", "2");

    // When
    Process process = benchmark.start();
    boolean ended = process.waitFor(Patience.of(LIMIT).toMillis(), TimeUnit.MILLISECONDS);
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();

    // Then
    String printed = Files.readString(out);
    assertThat(ended).as(printed).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    assertThat(printed)
        .contains(
            "200 agents",
            "2 releases: ",
            "single flip p99",
            "all allowed → blocked, last",
            "beside as many made by a client",
            "process start to ready p50");
  }
}
