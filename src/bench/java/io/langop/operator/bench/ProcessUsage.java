package io.langop.operator.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process has cost so far, as Linux counts it under /proc. */
final class ProcessUsage {

  /** USER_HZ, which is 100 on every platform Linux has a JVM for. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int KIBIBYTES_PER_MEBIBYTE = 1024;

  /** Position of utime in /proc/PID/stat, counted from the field after the command's name. */
  private static final int USER_TIME = 11;

  private final Path directory;

  ProcessUsage(long pid) {
    directory = Path.of("/proc", Long.toString(pid));
  }

  /** Resident memory now, in MiB. */
  double residentMebibytes() {
    return mebibytes("VmRSS:");
  }

  /** The most resident memory there ever was, in MiB. */
  double peakMebibytes() {
    return mebibytes("VmHWM:");
  }

  /** Seconds of processor time, user and system. */
  double cpuSeconds() {
    String stat = lines("stat").get(0);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]))
        / TICKS_PER_SECOND;
  }

  private double mebibytes(String field) {
    return lines("status").stream()
            .filter(line -> line.startsWith(field))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        / (double) KIBIBYTES_PER_MEBIBYTE;
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
