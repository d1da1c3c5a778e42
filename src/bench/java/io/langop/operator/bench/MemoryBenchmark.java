package io.langop.operator.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.support.HeapHistogram;
import io.langop.operator.support.LargeAgents;
import io.langop.operator.support.ManyPods;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.OperatorProgram;
import io.langop.operator.testcluster.TestNamespace;
import io.langop.operator.testcluster.WatchHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Starts the operator with the heap that it has within the chart's default limits, among more and
 * more objects, and prints how long it takes and how much memory.
 */
public final class MemoryBenchmark {

  /** 60 % of the chart's memory limit of 512Mi, as the image sets it, unless another is given. */
  private static final int HEAP_MEBIBYTES =
      Integer.parseInt(System.getenv().getOrDefault("HEAP_MEBIBYTES", "307"));

  private static final int MEBIBYTE = 1 << 20;
  private static final String AGENTS = "agents";
  private static final int MANY_AGENTS = 10_000;
  private static final int PODS_PER_SECOND = 100;
  private static final int CHURN_SECONDS = 60;

  /** How many lines of the heap's histogram are printed. */
  private static final int HISTOGRAM =
      Integer.parseInt(System.getenv().getOrDefault("HISTOGRAM", "0"));

  private static final Duration START_LIMIT = Duration.ofMinutes(10);

  /** The largest spec that the schema admits, see docs/reference/limits.md. */
  private static final int INSTRUCTIONS = 131_000;

  private static final int VARIABLE = 130_500;

  /** Nearly what the API server admits. */
  private static final int ANNOTATIONS = 250_000;

  private final KubernetesClient client;
  private final Path kubeconfig;
  private final String namespace;
  private final WatchHistory stored;

  private Optional<Path> jar = Optional.empty();
  private int agents;
  private boolean large;

  private MemoryBenchmark(KwokCluster cluster) {
    stored = new WatchHistory(cluster);
    client = cluster.adminClient();
    kubeconfig = OperatorInstall.shipped().apply(cluster);
    namespace = TestNamespace.create(client, "memory").name();
    new io.langop.operator.support.Allowlist(client).set("docker.io");
  }

  public static void main(String[] arguments) throws Exception {
    try (KwokCluster cluster = KwokCluster.start()) {
      new MemoryBenchmark(cluster).run(arguments);
    }
    System.exit(0); // clients leave threads behind that would keep the JVM
  }

  private void run(String[] arguments) throws Exception {
    System.out.printf(
        "%-44s %10s %10s %10s %10s %10s %10s%n",
        "", "ready", "processor", "resident", "at most", "etcd", "live heap");
    int pods = 0;
    for (String argument : arguments) {
      if (argument.endsWith(".jar")) {
        jar = Optional.of(Path.of(argument));
      } else if (argument.equals(AGENTS) || argument.startsWith(AGENTS + "=")) {
        int count =
            argument.equals(AGENTS)
                ? MANY_AGENTS
                : Integer.parseInt(argument.substring(AGENTS.length() + 1));
        Workloads workloads = new Workloads(client, namespace);
        workloads.agents(
            "agents-from-" + agents, Math.max(0, count - agents), "docker.io/library/alpine");
        agents = count;
        row("%,d ordinary agents".formatted(count));
      } else if ("large".equals(argument)) {
        if (!large) {
          LargeAgents.create(
              client,
              1_000,
              number ->
                  LargeAgents.of(
                      namespace, "large-" + number, INSTRUCTIONS, ANNOTATIONS, VARIABLE));
        }
        large = true;
        row("1,000 largest agents");
      } else if ("churn".equals(argument)) {
        churn(pods + PODS_PER_SECOND); // the first to go are none of those that stay
      } else {
        int count = Integer.parseInt(argument);
        ManyPods.create(client, namespace, pods, count);
        pods = count;
        row("%,d pods with 8 KiB of annotations".formatted(count));
      }
    }
  }

  /** The first start makes what is missing; what is measured is a start that finds it. */
  private void row(String what) throws IOException, InterruptedException {
    try (OperatorProcess operator = operator()) {
      operator.awaitReady(START_LIMIT);
      awaitDone(operator);
    }
    long started = System.nanoTime();
    try (OperatorProcess operator = operator()) {
      operator.awaitReady(START_LIMIT);
      double ready = (System.nanoTime() - started) / 1e9;
      ProcessUsage usage = new ProcessUsage(operator.pid());
      double cpu = usage.cpuSeconds();
      awaitDone(operator);
      double resident = usage.residentMebibytes();
      double peak = usage.peakMebibytes();
      System.out.printf(
          "%-44s %8.1f s %8.1f s %6.0f MiB %6.0f MiB %6.0f MiB %10s%n",
          what,
          ready,
          cpu,
          resident,
          peak,
          stored.bytesBesides() / (double) MEBIBYTE,
          isNative() ? "" : liveHeap(operator));
    }
  }

  /** What pods cost that come and go, and whether anything of them stays. */
  private void churn(int from) throws IOException, InterruptedException {
    try (OperatorProcess operator = operator()) {
      operator.awaitReady(START_LIMIT);
      awaitDone(operator);
      ProcessUsage usage = new ProcessUsage(operator.pid());
      String heapBefore = isNative() ? "" : liveHeap(operator);
      double residentBefore = usage.residentMebibytes();
      double cpuBefore = usage.cpuSeconds();
      long started = System.nanoTime();
      int pods = ManyPods.comeAndGo(client, namespace, from, PODS_PER_SECOND, CHURN_SECONDS);
      System.out.printf(
          "%,d pods came and went in %.0f s: %.1f s of processor time, %.0f MiB resident (before"
              + " %.0f, at most %.0f), live heap %s (before %s)%n",
          pods,
          (System.nanoTime() - started) / 1e9,
          usage.cpuSeconds() - cpuBefore,
          usage.residentMebibytes(),
          residentBefore,
          usage.peakMebibytes(),
          isNative() ? "" : liveHeap(operator),
          heapBefore);
    }
  }

  private OperatorProcess operator() {
    OperatorProcess.Builder builder = OperatorProcess.with(kubeconfig);
    jar.ifPresent(builder::jar);
    if (!isNative()) {
      builder.options(List.of("-XX:TieredStopAtLevel=1"));
    }
    return builder.maxHeap(HEAP_MEBIBYTES + "m").start();
  }

  private boolean isNative() {
    return jar.isEmpty() && OperatorProgram.built().isNative();
  }

  private static String liveHeap(OperatorProcess operator) {
    HeapHistogram histogram = HeapHistogram.of(operator.pid());
    double used = operator.metric("jvm_memory_used_bytes", Map.of("area", "heap")).orElseThrow();
    String shown =
        histogram.lines().stream()
            .limit(HISTOGRAM)
            .collect(Collectors.joining(System.lineSeparator()));
    return "%.0f MiB%n%s".formatted(used / MEBIBYTE, shown).stripTrailing();
  }

  /** Until nothing is reconciled any more. */
  private static void awaitDone(OperatorProcess operator) throws InterruptedException {
    double before = -1;
    double now = 0;
    while (now != before) {
      TimeUnit.SECONDS.sleep(5);
      before = now;
      now =
          operator.metric("operator_sdk_reconciliations_success_total", Map.of()).orElse(0)
              + operator.metric("operator_sdk_reconciliations_started_total", Map.of()).orElse(0);
    }
  }
}
