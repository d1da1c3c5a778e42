package io.langop.operator.bench;

import io.langop.operator.testcluster.OperatorProgram;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects the figures and prints them as one table. */
final class Report {

  private static final double CREATION_GOAL = 1.6;
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double START_GOAL_MILLIS = 3_000;

  private final int count;
  private final int releases;
  private final Samples floorMany = new Samples();
  private final Samples floorCreation = new Samples();
  private final Samples floorSingle = new Samples();
  private final Samples operatorSingle = new Samples();
  private final Samples starts = new Samples();
  private final Many creation = new Many("first blocked → allowed, with workloads");
  private final Many blocking = new Many("allowed → blocked");
  private final Many unblocking = new Many("blocked → allowed");
  private final Map<String, List<Double>> cpu = new LinkedHashMap<>();
  private final Map<String, List<String>> requests = new LinkedHashMap<>();
  private final List<String> memory = new ArrayList<>();

  Report(int count, int releases) {
    this.count = count;
    this.releases = releases;
  }

  /** Times of a flip of all, from the answer to the edit. */
  static final class Many {

    private final String name;
    private final Samples first = new Samples();
    private final Samples last = new Samples();

    Many(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    void add(long firstNanos, long lastNanos) {
      first.add(firstNanos);
      last.add(lastNanos);
    }
  }

  void floorMany(long nanos) {
    floorMany.add(nanos);
  }

  void floorCreation(long nanos) {
    floorCreation.add(nanos);
  }

  void single(long floorNanos, long operatorNanos) {
    floorSingle.add(floorNanos);
    operatorSingle.add(operatorNanos);
  }

  void started(long nanos) {
    starts.add(nanos);
  }

  Many creation() {
    return creation;
  }

  Many blocking() {
    return blocking;
  }

  Many unblocking() {
    return unblocking;
  }

  void cpu(String phase, double seconds) {
    cpu.computeIfAbsent(phase, name -> new ArrayList<>()).add(seconds);
  }

  void memory(String when, ProcessUsage usage) {
    memory.add(
        "%.0f MiB %s (at most %.0f so far)"
            .formatted(usage.residentMebibytes(), when, usage.peakMebibytes()));
  }

  /** Requests of a phase in which {@code flips} verdicts changed. */
  void requests(
      String phase,
      int flips,
      Map<OperatorRequests.Sort, Long> before,
      Map<OperatorRequests.Sort, Long> after) {
    String counts =
        OperatorRequests.between(before, after).entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> "%d %s".formatted(entry.getValue(), entry.getKey().words()))
            .collect(Collectors.joining(", "));
    requests
        .computeIfAbsent("%s: %d flips".formatted(phase, flips), name -> new ArrayList<>())
        .add(counts.isEmpty() ? "none" : counts);
  }

  private static String program() {
    String options = String.join(" ", FlipBenchmark.OPTIONS);
    return OperatorProgram.built().isNative()
        ? "native executable " + options
        : "bin/operator " + options;
  }

  void print() {
    System.out.printf("%n%,d agents, %s%n", count, machine());
    System.out.printf("%s: %s%n%n", releases == 1 ? "operator" : releases + " releases", program());
    row("", "floor", "operator", "ratio", "goal");
    compared("single flip p50", floorSingle.percentile(50), operatorSingle.percentile(50), 2);
    compared("single flip p99", floorSingle.percentile(99), operatorSingle.percentile(99), 3);
    compared("all allowed → blocked, last", floorMany.median(), blocking.last.median(), 1.3);
    alone("  first", blocking.first.median());
    compared("all blocked → allowed, last", floorMany.median(), unblocking.last.median(), 0);
    compared(
        "  with %,d workloads made".formatted(count),
        floorMany.median(),
        creation.last.median(),
        0);
    compared(
        "  beside as many made by a client",
        floorCreation.median(),
        creation.last.median(),
        CREATION_GOAL);
    row("statuses a second", perSecond(floorMany), perSecond(blocking.last), "", "");
    row(
        "process start to ready p50",
        "",
        millis(starts.median()),
        "",
        starts.median() < START_GOAL_MILLIS ? "< 3 s met" : "< 3 s missed");
    System.out.println();
    System.out.println("memory: " + String.join(", ", memory) + "; goal at 10,000 < 400 MiB");
    cpu.forEach(
        (phase, seconds) ->
            System.out.printf(
                "CPU seconds, %s: %s%n",
                phase,
                seconds.stream()
                    .map(one -> "%.2f".formatted(one))
                    .collect(Collectors.joining(", "))));
    requests.forEach(
        (phase, counts) ->
            counts.stream()
                .distinct()
                .forEach(one -> System.out.printf("requests, %s: %s%n", phase, one)));
  }

  private void compared(String what, double floor, double operator, double goal) {
    double ratio = operator / floor;
    row(
        what,
        millis(floor),
        millis(operator),
        "%.2f".formatted(ratio),
        goal == 0 ? "" : "≤ %.1f %s".formatted(goal, ratio <= goal ? "met" : "missed"));
  }

  private void alone(String what, double operator) {
    row(what, "", millis(operator), "", "");
  }

  private static void row(String what, String floor, String operator, String ratio, String goal) {
    System.out.printf("%-34s %12s %12s %6s  %s%n", what, floor, operator, ratio, goal);
  }

  private static String millis(double value) {
    return "%,.1f ms".formatted(value);
  }

  private String perSecond(Samples all) {
    return "%.0f".formatted(count / all.median() * MILLIS_PER_SECOND);
  }

  /** The load says how much of the machine others had at the end of the run. */
  private static String machine() {
    return "%d processors, load %.1f, Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            Runtime.version().feature());
  }
}
