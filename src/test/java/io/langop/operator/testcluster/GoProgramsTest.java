package io.langop.operator.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoProgramsTest {
  private static final GoModule MODULE =
      GoModule.of(GoProduct.KUBERNETES, ProjectDirectory.root().resolve("src/test/cluster"));
  private static final String ANSWERS =
      """
      case "$*" in
        "env GOVERSION") echo go99.0; exit 0 ;;
        "env GOTOOLCHAIN") echo local; exit 0 ;;
      esac
      """;

  @TempDir Path directory;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  void aFailedBuildLeavesNothingInTheCacheAndTellsTheReason() throws IOException {
    String go =
        fakeGo(
            ANSWERS
                + """
                mkdir -p "$4"; echo half > "$4/kubectl"
                echo "module lookup disabled" >&2; exit 3
                """);

    assertThatThrownBy(() -> prepare(go))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("exit code 3")
        .hasMessageContaining("module lookup disabled");

    assertThat(cached()).isEmpty();
  }

  @Test
  void anIncompleteBuildIsNotCached() throws IOException {
    String go = fakeGo(ANSWERS + "exit 0\n");

    assertThatThrownBy(() -> prepare(go)).hasMessageContaining("did not make etcd");

    assertThat(cached()).isEmpty();
  }

  @Test
  void whatAKilledBuildLeftIsRemovedByTheNext() throws IOException {
    Path left = Files.createDirectories(directory.resolve("cache/building-1"));
    Files.writeString(left.resolve("kubectl"), "half");

    prepare(fakeGo(ANSWERS + buildsEverything()));

    assertThat(cached()).hasSize(1).allMatch(name -> name.startsWith("v1."));
  }

  @Test
  void builtOnceIsEnough() throws IOException {
    prepare(fakeGo(ANSWERS + buildsEverything()));

    GoPrograms second = prepare("/no/such/go");

    assertThat(second.program("etcd")).isExecutable();
    assertThat(output.toString(StandardCharsets.UTF_8)).contains("first time only");
  }

  @Test
  void aMissingGoIsToldWithTheWaysOut() {
    assertThatThrownBy(() -> prepare("/no/such/go"))
        .hasMessageContaining("Install Go")
        .hasMessageContaining("Docker")
        .hasMessageContaining("-Dcluster.kubeconfig");
  }

  @Test
  void anOldGoIsToldWithTheVersionThatIsNeeded() throws IOException {
    String go = fakeGo(ANSWERS.replace("go99.0", "go1.19.8"));

    assertThatThrownBy(() -> prepare(go))
        .hasMessageContaining("Go " + MODULE.goVersion())
        .hasMessageContaining("go1.19.8");
  }

  private static String buildsEverything() {
    return """
    for name in server kube-apiserver kube-controller-manager kube-scheduler kubectl kwok kwokctl; do
      echo program > "$4/$name"; chmod +x "$4/$name"
    done
    """;
  }

  private GoPrograms prepare(String go) {
    return GoPrograms.prepare(
        MODULE,
        directory.resolve("cache"),
        go,
        new PrintStream(output, true, StandardCharsets.UTF_8));
  }

  private String fakeGo(String script) throws IOException {
    Path go = Files.writeString(directory.resolve("go"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(go, PosixFilePermissions.fromString("rwxr-xr-x"));
    return go.toString();
  }

  private List<String> cached() throws IOException {
    try (Stream<Path> entries = Files.list(directory.resolve("cache"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.equals(".lock"))
          .toList();
    }
  }
}
