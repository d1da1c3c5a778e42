package io.langop.operator.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs the real kubectl and shows each command as a reader would type it, then its output. It sees
 * the one cluster of the demo and nothing else.
 */
final class Kubectl {
  private final Path program;
  private final Path kubeconfig;
  private final Path directory;
  private final Path cache;
  private final Screen screen;

  /**
   * @param directory where commands run, so that paths in them are short
   * @param cache where kubectl keeps what it learns of the cluster
   */
  Kubectl(Path program, Path kubeconfig, Path directory, Path cache, Screen screen) {
    this.program = program;
    this.kubeconfig = kubeconfig;
    this.directory = directory;
    this.cache = cache;
    this.screen = screen;
  }

  /** Shows and runs a command that is expected to succeed; returns its output. */
  String run(String... arguments) {
    return run(Map.of(), arguments);
  }

  /** Like {@link #run(String...)}, with further environment variables, which are not shown. */
  String run(Map<String, String> environment, String... arguments) {
    screen.command(
        "kubectl "
            + List.of(arguments).stream().map(Kubectl::quoted).collect(Collectors.joining(" ")));
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("KUBECACHEDIR", cache.toString());
    builder.environment().put("KUBERC", "off");
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .stripTrailing();
      screen.output(output);
      if (process.waitFor() != 0) {
        throw new DemoFailure(
            "kubectl ended with exit code %d: %s".formatted(process.exitValue(), output));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(program + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("Interrupted while kubectl was running");
    }
  }

  /** As a shell wants it: what you read can be typed. */
  private static String quoted(String argument) {
    return argument.matches("[A-Za-z0-9_./:=,@+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
