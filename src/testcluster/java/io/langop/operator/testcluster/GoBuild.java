package io.langop.operator.testcluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One run of {@code go build} for the tools of a Go module. The first one takes minutes, so it says
 * regularly how far it is.
 */
final class GoBuild {
  /** Where the sources are when not all of them are built. */
  static final String REDUCED = ".reduced";

  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(15);
  private static final int REASON_LINES = 15;

  private final String go;
  private final GoModule module;
  private final PrintStream progress;

  GoBuild(String go, GoModule module, PrintStream progress) {
    this.go = go;
    this.module = module;
    this.progress = progress;
  }

  /**
   * Builds all tools into {@code target}, an existing directory, and may leave the directory
   * {@value #REDUCED} beside them.
   */
  void into(Path target) {
    requireGo(target);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "build",
                "-v",
                "-o",
                target + "/",
                "-ldflags",
                module.product().linkerFlags(module.version())));
    if (!module.product().leftOut().isEmpty()) {
      arguments.add("-modfile=" + reduced(target.resolve(REDUCED)));
    }
    arguments.add("tool");
    Process build = start(module.directory(), Map.of(), arguments);
    Deque<String> lastLines = new ArrayDeque<>();
    Reaper reaper = Reaper.ofProcess(build);
    try {
      int packages = follow(build, lastLines);
      if (build.exitValue() != 0) {
        throw new ClusterException(
            "%s could not be built (go build ended with exit code %d):%n%s"
                .formatted(
                    module.title(),
                    build.exitValue(),
                    String.join(System.lineSeparator(), lastLines)));
      }
      say("done, %d packages compiled".formatted(packages));
    } finally {
      reaper.close();
    }
  }

  private Path reduced(Path directory) {
    String name = module.product().module();
    say("fetching its sources");
    output(module.directory(), Map.of(), "mod", "download", name);
    String[] answer =
        output(module.directory(), Map.of(), "list", "-m", "-f", "{{.Dir}}", name).split("\\R");
    Path sources = Path.of(answer[answer.length - 1]); // Go may have something to say before
    return new ReducedModule(module, directory).from(sources);
  }

  private int follow(Process build, Deque<String> lastLines) {
    long begin = System.nanoTime();
    int[] packages = {0};
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines = build.inputReader()) {
                for (String line; (line = lines.readLine()) != null; ) {
                  synchronized (lastLines) {
                    packages[0]++;
                    lastLines.addLast(line);
                    if (lastLines.size() > REASON_LINES) {
                      lastLines.removeFirst();
                    }
                  }
                }
              } catch (IOException e) {
                // The process was killed while it was writing; its exit code tells.
                return;
              }
            },
            "go-build-output");
    reader.setDaemon(true);
    reader.start();
    say("first time only, " + module.product().estimate());
    try {
      while (!build.waitFor(PROGRESS_INTERVAL.toSeconds(), TimeUnit.SECONDS)) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        synchronized (lastLines) {
          say(
              "%dm%02ds, %d packages compiled, now %s (first time only, %s)"
                  .formatted(
                      elapsed.toMinutes(),
                      elapsed.toSecondsPart(),
                      packages[0],
                      lastLines.isEmpty() ? "reading the module" : lastLines.getLast(),
                      module.product().estimate()));
        }
      }
      reader.join();
    } catch (InterruptedException e) {
      build.destroy();
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while %s was built".formatted(module.title()), e);
    }
    return packages[0];
  }

  /*
   * Go itself would fail with a message about go.mod that does not tell a Java developer what to do. Asked outside of
   * the module and with GOTOOLCHAIN=local, it answers with its own version and fetches nothing.
   */
  private void requireGo(Path neutralDirectory) {
    String found = output(neutralDirectory, Map.of("GOTOOLCHAIN", "local"), "env", "GOVERSION");
    String toolchain = output(neutralDirectory, Map.of(), "env", "GOTOOLCHAIN");
    boolean canFetchItself = compare(found, "go1.21") >= 0 && !toolchain.startsWith("local");
    if (compare(found, "go" + module.goVersion()) < 0 && !canFetchItself) {
      throw new ClusterException(
          ("Go %s or newer is needed to build %s, but '%s' is %s%s. Install a newer one, "
                  + "or set GOTOOLCHAIN=auto so that Go (1.21 or newer) fetches it, %s")
              .formatted(
                  module.goVersion(),
                  module.title(),
                  go,
                  found,
                  toolchain.isEmpty() ? "" : " with GOTOOLCHAIN=" + toolchain,
                  module.product().alternative()));
    }
  }

  private String output(Path directory, Map<String, String> environment, String... arguments) {
    Process process = start(directory, environment, List.of(arguments));
    try (BufferedReader lines = process.inputReader()) {
      String output = lines.lines().collect(Collectors.joining(System.lineSeparator())).trim();
      if (process.waitFor() != 0) {
        throw new ClusterException(
            "'%s %s' failed: %s".formatted(go, String.join(" ", arguments), output));
      }
      return output;
    } catch (IOException e) {
      throw new ClusterException("The output of '%s' could not be read".formatted(go), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while waiting for '%s'".formatted(go), e);
    }
  }

  private Process start(Path directory, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(go));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new ClusterException(
          "There is no %s to test with: Go (the command '%s') is missing. Install Go %s or newer, %s"
              .formatted(
                  module.product().title(), go, module.goVersion(), module.product().alternative()),
          e);
    }
  }

  private void say(String words) {
    progress.printf("Building %s … %s%n", module.title(), words);
  }

  /**
   * Compares {@code go1.26.0} with {@code go1.9} by their numbers; what follows a number is left
   * out.
   */
  private static int compare(String left, String right) {
    int[] one = numbers(left);
    int[] other = numbers(right);
    return Arrays.compare(one, other);
  }

  private static int[] numbers(String version) {
    int[] numbers = new int[3];
    String[] parts = version.replaceFirst("^go", "").split("\\.");
    for (int i = 0; i < Math.min(parts.length, numbers.length); i++) {
      String digits = parts[i].replaceFirst("\\D.*$", "");
      numbers[i] = digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
    return numbers;
  }
}
