package io.langop.operator.testcluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Collects what a process prints: all of it in a file, the last lines in memory for the test to
 * look at.
 */
final class ProcessLog {
  private static final int KEPT_LINES = 100_000;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread reader;
  private boolean ended;

  ProcessLog(Process process, Path file) {
    reader = new Thread(() -> collect(process, file), "log-of-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  private void collect(Process process, Path file) {
    try (BufferedReader output = process.inputReader();
        Writer writer = Files.newBufferedWriter(file)) {
      for (String line; (line = output.readLine()) != null; ) {
        writer.write(line);
        writer.write(System.lineSeparator());
        writer.flush();
        add(line);
      }
    } catch (IOException e) {
      add("(the log ends here: " + e.getMessage() + ")");
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.addLast(line);
    if (lines.size() > KEPT_LINES) {
      lines.removeFirst();
    }
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** The last lines as one text. */
  synchronized String tail() {
    List<String> all = lines();
    return String.join(
        System.lineSeparator(), all.subList(Math.max(0, all.size() - 40), all.size()));
  }

  /** Waits until a line with {@code fragment} is there, and returns it. */
  synchronized String await(String fragment, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      for (String line : lines) {
        if (line.contains(fragment)) {
          return line;
        }
      }
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (ended || left <= 0) {
        throw new ClusterException(
            "The log has no line with '%s'%s. Its end:%n%s"
                .formatted(fragment, ended ? " and is complete" : " after " + limit, tail()));
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ClusterException("Interrupted while waiting for a log line", e);
      }
    }
  }

  /** Waits until everything that an ended process has printed is here. */
  void awaitEnd() {
    try {
      reader.join(Patience.of(Duration.ofSeconds(5)).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
