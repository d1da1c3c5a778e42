package io.langop.operator.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** What fills the heap of a JVM on this machine, after a collection. */
public record HeapHistogram(List<String> lines) {

  /** Of the process with that number. Returns when the collection is over. */
  public static HeapHistogram of(long pid) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      return new HeapHistogram(process.inputReader().lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many objects there are of the class with that name. */
  public long instances(String className) {
    return lines.stream()
        .map(line -> line.trim().split("\\s+"))
        .filter(columns -> columns.length > 3 && columns[3].equals(className))
        .mapToLong(columns -> Long.parseLong(columns[1]))
        .sum();
  }
}
