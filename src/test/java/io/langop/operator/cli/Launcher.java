package io.langop.operator.cli;

import io.langop.operator.support.Eventually;
import io.langop.operator.testcluster.Patience;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/**
 * Starts {@code bin/aictl} as a shell does. Terminals are made by {@code script} of util-linux,
 * which every Debian has.
 */
final class Launcher {

  static final Path PROGRAM = Path.of("bin/aictl").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final Path directory;
  private final Map<String, String> environment = new LinkedHashMap<>();

  /**
   * @param directory a home without any kubeconfig, and a place for what is printed
   */
  Launcher(Path directory) {
    this.directory = directory;
    environment.put("HOME", directory.toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("TERM", "xterm");
  }

  /** What one run has printed and how it ended. */
  record Result(int exitCode, String out, String err) {}

  /** The same with another variable. */
  Launcher with(String variable, String value) {
    Launcher other = new Launcher(directory);
    other.environment.putAll(environment);
    other.environment.put(variable, value);
    return other;
  }

  Launcher withKubeconfig(Path kubeconfig) {
    return with("KUBECONFIG", kubeconfig.toString());
  }

  Result run(String... arguments) {
    return runWithInput("", arguments);
  }

  Result runWithInput(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
    command.addAll(List.of(arguments));
    return execute(command, input);
  }

  /** Runs a line of shell in which {@code aictl} is the program. */
  Result shell(String line) {
    return execute(List.of("/bin/sh", "-c", "aictl() { '" + PROGRAM + "' \"$@\"; }; " + line), "");
  }

  /** Runs any command. */
  Result execute(List<String> command, String input) {
    try {
      Path in = Files.createTempFile(directory, "run", ".in");
      Path out = Files.createTempFile(directory, "run", ".out");
      Path err = Files.createTempFile(directory, "run", ".err");
      Files.writeString(in, input);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      Duration limit = Patience.of(LIMIT);
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("still running after " + limit + ": " + command);
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts it on a terminal of its own. */
  OnTerminal onTerminal(String arguments) {
    try {
      Path screen = Files.createTempFile(directory, "screen", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(
                  "script", "-q", "-e", "-f", "-c", PROGRAM + " " + arguments, "/dev/null")
              .redirectErrorStream(true)
              .redirectOutput(screen.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      return new OnTerminal(builder.start(), screen);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run on a terminal, which a test types on. */
  record OnTerminal(Process process, Path screen) implements AutoCloseable {

    /** What is on the screen, with line ends as elsewhere. */
    String text() {
      try {
        return Files.readString(screen).replace("\r\n", "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    OnTerminal await(String words) {
      Eventually.within(LIMIT, () -> Assertions.assertThat(text()).contains(words));
      return this;
    }

    OnTerminal type(String keys) {
      try {
        OutputStream keyboard = process.getOutputStream();
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Ends the program but not its terminal. */
    void stop() {
      process.descendants().forEach(ProcessHandle::destroy);
    }

    int awaitEnd() {
      try {
        Assertions.assertThat(process.waitFor(Patience.of(LIMIT).toSeconds(), TimeUnit.SECONDS))
            .isTrue();
        return process.exitValue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
