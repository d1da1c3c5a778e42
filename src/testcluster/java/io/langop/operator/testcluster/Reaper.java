package io.langop.operator.testcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Cleans up after this JVM even when it is killed with SIGKILL, when no shutdown hook runs.
 *
 * <p>A shell blocks on its standard input, a pipe that only this JVM holds. The kernel closes the
 * pipe when the JVM ends, however it ends, and the shell goes on to clean up. Nothing is polled,
 * and the shell ignores the signals of a terminal that is closed or interrupted, so it outlives a
 * Ctrl-C.
 */
final class Reaper implements AutoCloseable {
  private static final String KILL_PROCESS =
      """
      trap '' HUP INT TERM
      read -r word
      if [ "$word" != dismissed ]; then kill -9 "$REAPER_PROCESS"; fi
      """;

  /*
   * A process belongs to the directory when its command lies in it. Repeated until none is left, because
   * one that is about to be killed may just be starting another.
   */
  private static final String EMPTY_DIRECTORY =
      """
      trap '' HUP INT TERM
      read -r word
      members() {
        if [ -r /proc/self/cmdline ]; then
          grep -l "^$REAPER_DIRECTORY/" /proc/[0-9]*/cmdline 2>/dev/null | cut -d / -f 3
        else
          ps -axo pid=,args= | while read -r pid args; do
            case $args in "$REAPER_DIRECTORY"/*) echo "$pid" ;; esac
          done
        fi
      }
      while processes=$(members); [ -n "$processes" ]; do
        kill -9 $processes 2>/dev/null
      done
      if [ -f "$REAPER_DIRECTORY/$REAPER_MARKER" ]; then rm -rf "$REAPER_DIRECTORY"; fi
      """;

  private static final String MARKER = ".removed-by-reaper";
  private static final Duration CLEANUP_LIMIT = Duration.ofSeconds(30);

  private final Process shell;
  private final BooleanSupplier needed;

  private Reaper(Process shell, BooleanSupplier needed) {
    this.shell = shell;
    this.needed = needed;
  }

  /**
   * Kills {@code process} when this JVM ends; does nothing once the process has ended by itself.
   */
  static Reaper ofProcess(Process process) {
    Reaper reaper =
        start(
            KILL_PROCESS, Map.of("REAPER_PROCESS", Long.toString(process.pid())), process::isAlive);
    process.onExit().thenRun(reaper::dismiss);
    return reaper;
  }

  /**
   * Kills every process whose command lies in {@code directory} and removes the directory, when
   * this reaper is closed or this JVM ends.
   */
  static Reaper ofDirectory(Path directory) {
    try {
      Files.writeString(
          directory.resolve(MARKER), "This directory is removed with everything in it.\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return start(
        EMPTY_DIRECTORY,
        Map.of("REAPER_DIRECTORY", directory.toString(), "REAPER_MARKER", MARKER),
        () -> true);
  }

  private static Reaper start(
      String script, Map<String, String> environment, BooleanSupplier needed) {
    List<String> command = new ArrayList<>();
    // A session of its own keeps it out of reach of a signal to the whole process group.
    Commands.onPath("setsid").ifPresent(setsid -> command.add(setsid.toString()));
    command.addAll(List.of("/bin/sh", "-c", script));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    try {
      return new Reaper(builder.start(), needed);
    } catch (IOException e) {
      throw new ClusterException("No shell could be started to clean up after this JVM", e);
    }
  }

  /** Sends the shell home without cleaning up. */
  void dismiss() {
    send("dismissed\n");
  }

  /** Cleans up now and returns when that is done. */
  @Override
  public void close() {
    send(needed.getAsBoolean() ? "" : "dismissed\n"); // by now its number may be another process's
    try {
      Duration limit = Patience.of(CLEANUP_LIMIT);
      if (!shell.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        throw new ClusterException(
            "The clean-up was not finished after %d seconds".formatted(limit.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(String word) {
    try (var pipe = shell.getOutputStream()) {
      pipe.write(word.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The shell has ended already, so there is nobody left to tell.
      return;
    }
  }
}
