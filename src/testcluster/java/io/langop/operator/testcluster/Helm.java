package io.langop.operator.testcluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program {@code helm}, as an administrator runs it: Helm 3 from the PATH, else one that is
 * built once with Go.
 */
public final class Helm {
  private final Path program;
  private final Path kubeconfig;
  private final Path home;

  /** What a run has printed, standard error included, and how it ended. */
  public record Result(int exitCode, String output) {
    public boolean succeeded() {
      return exitCode == 0;
    }
  }

  private Helm(Path program, Path kubeconfig, Path home) {
    this.program = program;
    this.kubeconfig = kubeconfig;
    this.home = home;
  }

  /**
   * @param kubeconfig the cluster it works in, and who it is there
   * @param home a directory of the test's own, for what Helm keeps beside the cluster
   */
  public static Helm with(Path kubeconfig, Path home) {
    return new Helm(program(home), kubeconfig, home);
  }

  /** A Helm that no cluster answers; enough to render and to check. */
  public static Helm withoutCluster(Path home) {
    return with(home.resolve("no.kubeconfig"), home);
  }

  private static Path program(Path home) {
    return Commands.onPath("helm")
        .filter(
            found ->
                new Helm(found, home.resolve("no.kubeconfig"), home)
                    .run("version", "--short")
                    .output()
                    .startsWith("v3."))
        .orElseGet(() -> GoPrograms.prepare(GoProduct.HELM).program("helm"));
  }

  /** Runs one command to its end. */
  public Result run(String... arguments) {
    return run(List.of(arguments));
  }

  /** Runs one command to its end. */
  public Result run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(ProjectDirectory.root().toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("HELM_") || name.startsWith("KUBE"));
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    for (String kind : List.of("CACHE", "CONFIG", "DATA")) {
      builder.environment().put("HELM_" + kind + "_HOME", home.resolve(kind).toString());
    }
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new ClusterException("'%s' could not be run".formatted(program), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while waiting for helm", e);
    }
  }

  /** Runs one command that must succeed and returns what it printed. */
  public String succeed(String... arguments) {
    Result result = run(arguments);
    if (!result.succeeded()) {
      throw new ClusterException(
          "'helm %s' failed with exit code %d:%n%s"
              .formatted(String.join(" ", arguments), result.exitCode(), result.output()));
    }
    return result.output();
  }

  /** Runs one command that must fail and returns what it said. */
  public String fail(String... arguments) {
    Result result = run(arguments);
    if (result.succeeded()) {
      throw new ClusterException(
          "'helm %s' did not fail:%n%s".formatted(String.join(" ", arguments), result.output()));
    }
    return result.output();
  }
}
