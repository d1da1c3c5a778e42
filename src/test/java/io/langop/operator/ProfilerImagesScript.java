package io.langop.operator;

import io.langop.operator.testcluster.Patience;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code update-profiler-images.sh} as an administrator's shell does. Only the utilities named
 * here are on its PATH, so a test also fails when the script begins to need another one.
 */
final class ProfilerImagesScript {

  static final String NAME = "update-profiler-images.sh";

  private static final List<String> UTILITIES = List.of("awk", "cat", "grep", "sed", "tr");
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final Path directory;
  private final Path bin;
  private final Map<String, String> environment = new LinkedHashMap<>();

  /**
   * @param directory an empty one for the PATH, kubectl's caches and what is printed
   */
  ProfilerImagesScript(Path directory) {
    this.directory = directory;
    this.bin = directory.resolve("bin");
    try {
      Files.createDirectories(bin);
      for (String utility : UTILITIES) {
        Files.createSymbolicLink(bin.resolve(utility), onPath(utility).orElseThrow());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.put("PATH", bin.toString());
    environment.put("HOME", directory.toString());
  }

  /** What one run has printed and how it ended. */
  record Result(int exitCode, String out, String err) {}

  /** The project root, where an administrator runs the script. */
  static Path projectRoot() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  }

  static Path script() {
    return projectRoot().resolve(NAME);
  }

  static Optional<Path> onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(entry -> Path.of(entry, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Makes a real kubectl the one on the PATH. */
  ProfilerImagesScript withKubectl(Path kubectl) {
    return withKubectl("exec '%s' \"$@\"".formatted(kubectl));
  }

  /** Makes a shell script the kubectl on the PATH. */
  ProfilerImagesScript withKubectl(String shellScript) {
    return withProgram("kubectl", shellScript);
  }

  /** Puts another program on the PATH. */
  ProfilerImagesScript withProgram(String name, String shellScript) {
    try {
      Path program = bin.resolve(name);
      Files.writeString(program, "#!/bin/sh\n" + shellScript + "\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProfilerImagesScript withEnvironment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs the script. */
  Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(script().toString()));
    command.addAll(List.of(arguments));
    return execute(command, "");
  }

  /** Runs a line of shell in the project root. */
  Result runLine(String line) {
    return execute(List.of("/bin/sh", "-c", line), "");
  }

  /** Runs any command with the script's environment. */
  Result execute(List<String> command, String input) {
    try {
      Path in = Files.createTempFile(directory, "run", ".in");
      Path out = Files.createTempFile(directory, "run", ".out");
      Path err = Files.createTempFile(directory, "run", ".err");
      Files.writeString(in, input);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(projectRoot().toFile())
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
      return new Result(process.exitValue(), text(out), text(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
