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

  private final List<Path> directories;

  ProcessUsage(long pid) {
    this(List.of(pid));
  }

  /** What several processes use together. */
  ProcessUsage(List<Long> pids) {
    directories = pids.stream().map(pid -> Path.of("/proc", Long.toString(pid))).toList();
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
    return directories.stream().mapToDouble(ProcessUsage::cpuSeconds).sum();
  }

  private static double cpuSeconds(Path directory) {
    String stat = lines(directory, "stat").get(0);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]))
        / TICKS_PER_SECOND;
  }

  private double mebibytes(String field) {
    return directories.stream()
            .flatMap(directory -> lines(directory, "status").stream())
            .filter(line -> line.startsWith(field))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        / (double) KIBIBYTES_PER_MEBIBYTE;
  }

  private static List<String> lines(Path directory, String file) {
    try {
      return Files.readAllLines(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
