package io.langop.operator.testcluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One component of a cluster that {@code kwokctl} has made: {@code kwokctl} itself only starts and
 * stops all of them together.
 */
final class KwokProcess {
  private static final Pattern LISTENS = Pattern.compile("--(secure-port|listen-\\w+-urls)=");

  private final Path clusterDirectory;
  private final String name;

  /**
   * @param clusterDirectory where {@code kwokctl} keeps the cluster
   * @param name the component's name there, such as {@code kube-apiserver}
   */
  KwokProcess(Path clusterDirectory, String name) {
    this.clusterDirectory = clusterDirectory;
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Whether it was started, runs and was not killed. */
  boolean running() {
    return process().isPresent();
  }

  /** Whether it was started and does not run any more. */
  boolean dead() {
    return pid().isPresent() && !running();
  }

  /**
   * Returns when others may listen where it did: a killed process disappears before the kernel has
   * closed its sockets.
   */
  void kill() {
    process().ifPresent(ProcessHandle::destroyForcibly);
    Await.until(
        name + " is down", () -> !running() && ports().stream().allMatch(FreePorts::isFree));
  }

  /** Where it listens, as its command line says. */
  private List<Integer> ports() {
    return command().stream()
        .filter(argument -> LISTENS.matcher(argument).lookingAt())
        .map(argument -> Integer.valueOf(argument.replaceFirst(".*\\D", "")))
        .toList();
  }

  /** Starts it again with the command line it had at first. */
  void start() {
    if (running()) {
      return;
    }
    List<String> command = command();
    File log = logFile().toFile();
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(clusterDirectory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
              .start();
      Files.writeString(pidFile(), Long.toString(process.pid()));
    } catch (IOException e) {
      throw new ClusterException(name + " could not be started", e);
    }
  }

  /** The end of its log, for a message about a failure. */
  String logTail() {
    try {
      List<String> lines = Files.readAllLines(logFile());
      return String.join(
          System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException e) {
      return "(" + logFile() + " cannot be read)";
    }
  }

  /** The value of one of the flags of its command line. */
  String flag(String flag) {
    return command().stream()
        .filter(argument -> argument.startsWith(flag + "="))
        .map(argument -> argument.substring(flag.length() + 1))
        .findFirst()
        .orElseThrow(() -> new ClusterException(name + " is not started with " + flag));
  }

  private List<String> command() {
    Map<?, ?> component =
        KwokFiles.components(clusterDirectory).stream()
            .filter(candidate -> name.equals(candidate.get("name")))
            .findFirst()
            .orElseThrow(() -> new ClusterException("kwokctl knows no component " + name));
    List<String> command = new ArrayList<>(List.of((String) component.get("binary")));
    for (Object argument : (List<?>) component.get("args")) {
      command.add((String) argument);
    }
    return command;
  }

  /*
   * A process that was killed but not yet collected by its parent still has a number, but no program any more. Its
   * command line would not do: one that just starts its program has none yet.
   */
  private Optional<ProcessHandle> process() {
    return pid()
        .flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive)
        .filter(process -> process.info().command().isPresent());
  }

  /* kwokctl makes the file before it writes the number. */
  private Optional<Long> pid() {
    try {
      return Files.exists(pidFile())
          ? Optional.of(Files.readString(pidFile()).trim())
              .filter(number -> !number.isEmpty())
              .map(Long::valueOf)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pidFile() {
    return clusterDirectory.resolve("pids").resolve(name + ".pid");
  }

  private Path logFile() {
    return clusterDirectory.resolve("logs").resolve(name + ".log");
  }
}
