package io.langop.operator.testcluster;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Whether an image can be run here. Asked by the command line client of Docker: Testcontainers
 * would try for minutes to pull helpers of its own before it says so.
 *
 * @param docker the client, a name on the {@code PATH} or a path
 * @param reference for example {@code rancher/k3s:v1.34.1-k3s1}
 * @param limit of a pull
 */
record DockerImage(String docker, String reference, Duration limit) {
  private static final File NOTHING = new File("/dev/null");

  /** Why it cannot be run; empty if it can. Pulls it if it is not there. */
  String obstacle() {
    if (!run("version").isEmpty()) {
      return "no Docker engine answers";
    }
    if (run("image", "inspect", reference).isEmpty()) {
      return "";
    }
    String problem = run("pull", "--quiet", reference);
    return problem.isEmpty() ? "" : "the image %s cannot be had (%s)".formatted(reference, problem);
  }

  /** Runs a command; returns its last words on what went wrong, or nothing if it ended well. */
  private String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(docker));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(NOTHING)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      CompletableFuture<List<String>> errors =
          CompletableFuture.supplyAsync(
              () ->
                  process
                      .errorReader(StandardCharsets.UTF_8)
                      .lines()
                      .filter(line -> !line.isBlank())
                      .toList());
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return "no end within %d s".formatted(limit.toSeconds());
      }
      if (process.exitValue() == 0) {
        return "";
      }
      List<String> lines = errors.join();
      return lines.isEmpty() ? "exit code " + process.exitValue() : lines.get(lines.size() - 1);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
