package io.langop.operator.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With scripts in the place of Docker's client. */
class DockerImageTest {
  private static final String IMAGE = "registry.example/k3s:1";

  @TempDir private Path directory;

  private String obstacle(Duration limit, String script) throws IOException {
    Path docker = Files.writeString(directory.resolve("docker"), "#!/bin/sh\n" + script);
    assertThat(docker.toFile().setExecutable(true)).isTrue();
    return new DockerImage(docker.toString(), IMAGE, limit).obstacle();
  }

  private String obstacle(String script) throws IOException {
    return obstacle(Duration.ofMinutes(1), script);
  }

  @Test
  void withoutAClientOrAnEngineNoEngineAnswers() throws IOException {
    assertThat(new DockerImage("/no/such/docker", IMAGE, Duration.ofMinutes(1)).obstacle())
        .isEqualTo("no Docker engine answers");
    assertThat(obstacle("exit 1")).isEqualTo("no Docker engine answers");
    assertThat(obstacle("echo >&2; exit 1")).isEqualTo("no Docker engine answers");
  }

  @Test
  void anImageThatIsThereIsNotPulled() throws IOException {
    assertThat(obstacle("case $1 in pull) exit 1 ;; esac")).isEmpty();
  }

  @Test
  void anImageThatCanBePulledIsNoObstacle() throws IOException {
    assertThat(obstacle("case $1 in image) exit 1 ;; esac")).isEmpty();
  }

  @Test
  void anImageThatCannotBePulledIsToldWithTheReason() throws IOException {
    assertThat(
            obstacle(
                """
                case $1 in
                  image) exit 1 ;;
                  pull) echo 'Error: no such host' >&2; exit 1 ;;
                esac
                """))
        .isEqualTo("the image registry.example/k3s:1 cannot be had (Error: no such host)");
  }

  @Test
  void aPullWithoutEndIsGivenUp() throws IOException {
    assertThat(
            obstacle(
                Duration.ofSeconds(1), "case $1 in image) exit 1 ;; pull) exec sleep 600 ;; esac"))
        .isEqualTo("the image registry.example/k3s:1 cannot be had (no end within 1 s)");
  }
}
