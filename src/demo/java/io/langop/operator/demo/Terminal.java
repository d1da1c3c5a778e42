package io.langop.operator.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs real programs and shows each command as a reader would type it, then its output. They see
 * the one cluster of the demo and nothing else.
 */
final class Terminal {

  /**
   * What a command left behind.
   *
   * @param output both streams, without the last line break
   */
  record Result(int exitCode, String output) {}

  private final Path directory;
  private final Map<String, String> environment;
  private final Screen screen;

  /**
   * @param directory where commands run, so that paths in them are short
   * @param environment what is set for all of them
   */
  Terminal(Path directory, Map<String, String> environment, Screen screen) {
    this.directory = directory;
    this.environment = Map.copyOf(environment);
    this.screen = screen;
  }

  /**
   * @param shown how a reader would call the program
   * @param more further environment variables, which are not shown
   */
  Result run(String shown, Path program, Map<String, String> more, List<String> arguments) {
    screen.command(
        shown + " " + arguments.stream().map(Terminal::quoted).collect(Collectors.joining(" ")));
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(more);
    Result result = execute(command, variables);
    screen.output(result.output());
    return result;
  }

  private Result execute(List<String> command, Map<String, String> variables) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().putAll(variables);
    try {
      Process process = builder.start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .stripTrailing();
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(command.get(0) + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("Interrupted while %s was running".formatted(command.get(0)));
    }
  }

  /** As a shell wants it: what you read can be typed. */
  private static String quoted(String argument) {
    return argument.matches("[A-Za-z0-9_./:=,@+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
