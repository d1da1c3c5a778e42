package io.langop.operator.testcluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prometheus and its tool: those on the PATH where both are there and new enough, else those that
 * are built from source.
 */
public record PrometheusPrograms(Path prometheus, Path promtool) {
  private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)");

  /** The oldest version that the alerts and their tests were tried with; Debian 12 has it. */
  private static final int OLDEST_MAJOR = 2;

  private static final int OLDEST_MINOR = 42;

  /** Finds both, or builds both, which takes minutes the first time. */
  public static PrometheusPrograms find() {
    Optional<Path> prometheus = onPath("prometheus");
    Optional<Path> promtool = onPath("promtool");
    if (prometheus.isPresent() && promtool.isPresent()) {
      return new PrometheusPrograms(prometheus.get(), promtool.get());
    }
    GoPrograms built = GoPrograms.prepare(GoProduct.PROMETHEUS);
    return new PrometheusPrograms(built.program("prometheus"), built.program("promtool"));
  }

  private static Optional<Path> onPath(String name) {
    return Commands.onPath(name).filter(program -> isNewEnough(run(program, "--version").output()));
  }

  /**
   * @param announced what the program says of its version
   */
  static boolean isNewEnough(String announced) {
    Matcher version = VERSION.matcher(announced);
    if (!version.find()) {
      return false;
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    return major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR);
  }

  /** Runs {@code promtool} and returns when it has ended. */
  public Result promtool(String... arguments) {
    return run(promtool, arguments);
  }

  private static Result run(Path program, String... arguments) {
    List<String> command =
        Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      Reaper.ofProcess(process);
      try (BufferedReader lines = process.inputReader()) {
        String output = lines.lines().collect(Collectors.joining(System.lineSeparator()));
        return new Result(process.waitFor(), output);
      }
    } catch (IOException e) {
      throw new ClusterException("%s could not be run".formatted(program), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while waiting for %s".formatted(program), e);
    }
  }

  /** What a program said, errors included, and how it ended. */
  public record Result(int exitCode, String output) {}
}
