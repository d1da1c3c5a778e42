package io.langop.operator.bench;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.bench.OperatorRequests.Sort;
import io.langop.operator.status.Conditions.Status;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Measures how fast an edit of the allowlist becomes visible, in turns with a bare client that
 * writes as many statuses on the same cluster. Prints one table.
 */
public final class FlipBenchmark {

  /** Options of the operator's JVM or, as far as it knows them, of its native executable. */
  static final List<String> OPTIONS =
      Arrays.stream(System.getenv().getOrDefault("OPERATOR_JAVA_OPTIONS", "").split(" "))
          .filter(option -> !option.isEmpty())
          .toList();

  private static final int DEFAULT_AGENTS = 1_000;
  private static final int MAX_AGENTS = 10_000;
  private static final int RELEASES =
      Integer.parseInt(System.getenv().getOrDefault("RELEASES", "1"));
  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private static final List<String> MANY = List.of(Agents.REGISTRY);
  private static final List<String> SINGLE = List.of(Agents.SINGLE_REGISTRY);
  private static final List<String> ALL = List.of(Agents.REGISTRY, Agents.SINGLE_REGISTRY);

  private final int count;
  private final Extent extent;
  private final KubernetesClient admin;
  private final Path kubeconfig;
  private final OperatorRequests requests;
  private final Report report;

  private final Agents<LanguageAgent> agents;
  private final Allowlist allowlist;
  private final StatusWatch<LanguageAgent> watch;

  private final Agents<FloorAgent> floorAgents;
  private final Allowlist floorList;
  private final StatusWatch<FloorAgent> floorWatch;
  private final BareClient bare;

  /**
   * How much is measured.
   *
   * @param rounds of flipping all
   * @param warmUp how many single flips are not measured
   * @param idle how long the operator is watched while nothing happens
   * @param pause between two looks at what goes on
   */
  private record Extent(
      int starts, int rounds, int warmUp, int singleFlips, Duration idle, Duration pause) {

    /** Fewer agents than are measured only try whether the benchmark works. */
    private static Extent of(int agents) {
      if (agents < DEFAULT_AGENTS) {
        return new Extent(1, 1, 2, 10, Duration.ofSeconds(1), Duration.ofSeconds(1));
      }
      int rounds = agents > DEFAULT_AGENTS ? 1 : 3;
      return new Extent(3, rounds, 100, 200, Duration.ofMinutes(1), Duration.ofSeconds(5));
    }
  }

  private FlipBenchmark(TestCluster cluster, int count) throws InterruptedException {
    this.count = count;
    this.extent = Extent.of(count);
    this.admin = cluster.adminClient();
    this.report = new Report(count, RELEASES);
    progress("creating the agents");
    this.kubeconfig = OperatorInstall.shipped().apply(cluster);
    this.requests = new OperatorRequests(admin);
    requests.install(OperatorInstall.NAMESPACE, OperatorInstall.SERVICE_ACCOUNT);
    FloorAgent.install(admin);
    BareClient.install(admin);
    this.bare =
        new BareClient(
            client(cluster.kubeconfigFor(Allowlist.NAMESPACE, BareClient.SERVICE_ACCOUNT)));
    this.allowlist = new Allowlist(admin, Allowlist.OF_OPERATOR);
    this.floorList = new Allowlist(admin, Allowlist.OF_FLOOR);
    allowlist.create();
    floorList.create();
    this.agents = Agents.ofOperator(count);
    this.floorAgents = Agents.ofFloor(count);
    Agents.createNamespaces(admin);
    agents.create(admin);
    floorAgents.create(admin);
    this.watch = StatusWatch.start(client(cluster.adminKubeconfig()), LanguageAgent.class);
    this.floorWatch = StatusWatch.start(client(cluster.adminKubeconfig()), FloorAgent.class);
  }

  public static void main(String[] arguments) throws Exception {
    int count = arguments.length == 0 ? DEFAULT_AGENTS : Integer.parseInt(arguments[0]);
    if (count < 1 || count > MAX_AGENTS) {
      System.err.printf("N is a number from 1 to %d, not %d%n", MAX_AGENTS, count);
      System.exit(2);
    }
    try (TestCluster cluster = TestCluster.start()) {
      new FlipBenchmark(cluster, count).run();
    }
    System.exit(0); // clients leave threads behind that would keep the JVM
  }

  private static KubernetesClient client(Path kubeconfig) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
        .build();
  }

  private void run() throws InterruptedException {
    progress("warming up the bare client");
    bare.writeAll(floorAgents.many(), Status.True);
    bare.writeAll(List.of(floorAgents.single()), Status.True);
    bare.flipAtEdits(floorAgents.single(), Status.False);
    allowlist.allow(SINGLE);
    long written = requests.count().get(Sort.STATUS_WRITES);
    for (int start = 0; start < extent.starts(); start++) {
      progress("starting the operator");
      long started = System.nanoTime();
      try (Releases operators = Releases.start(RELEASES, kubeconfig, OPTIONS)) {
        operators.awaitReady(START_LIMIT);
        ProcessUsage usage = operators.usage();
        report.started(System.nanoTime() - started);
        report.cpu("start", usage.cpuSeconds());
        if (start == 0) {
          awaitWritten(written + count + 1);
        }
        if (start == extent.starts() - 1) {
          measure(usage);
        }
      }
    }
    report.print();
  }

  private void measure(ProcessUsage usage) throws InterruptedException {
    awaitQuiet();
    report.memory("after the start", usage);
    bare.writeAll(floorAgents.many(), Status.False);
    makeFloorWorkloads();
    awaitQuiet();
    progress("allowing all for the first time, which creates the workloads");
    flipAll(Status.True, report.creation(), usage);
    awaitReplicaSets(count + 1);
    for (int round = 1; round <= extent.rounds(); round++) {
      progress("flipping all, round %d of %d".formatted(round, extent.rounds()));
      awaitQuiet();
      writeAll(Status.False);
      flipAll(Status.False, report.blocking(), usage);
      awaitQuiet();
      writeAll(Status.True);
      flipAll(Status.True, report.unblocking(), usage);
    }
    awaitQuiet();
    progress("flipping one");
    Map<Sort, Long> before = requests.count();
    flipSingle();
    awaitQuiet();
    report.requests(
        "single flips", extent.warmUp() + extent.singleFlips(), before, requests.count());
    progress("idling");
    before = requests.count();
    double cpu = usage.cpuSeconds();
    TimeUnit.MILLISECONDS.sleep(extent.idle().toMillis());
    report.cpu("idle minute", usage.cpuSeconds() - cpu);
    report.requests("idle minute", 0, before, requests.count());
    report.memory("at the end", usage);
  }

  /** The floor of a flip of all. */
  private void writeAll(Status verdict) throws InterruptedException {
    StatusWatch.Flips flips = floorWatch.expect(verdict.name(), count);
    long start = System.nanoTime();
    bare.writeAll(floorAgents.many(), verdict);
    report.floorMany(flips.await().last() - start);
  }

  /** Flips all but the single one, which stays as it is. */
  private void flipAll(Status verdict, Report.Many times, ProcessUsage usage)
      throws InterruptedException {
    Map<Sort, Long> before = requests.count();
    double cpu = usage.cpuSeconds();
    StatusWatch.Flips flips = watch.expect(verdict.name(), count);
    long edited = allowlist.allow(verdict == Status.True ? ALL : SINGLE);
    flips.await();
    times.add(flips.first() - edited, flips.last() - edited);
    report.cpu(times.name(), usage.cpuSeconds() - cpu);
    awaitQuiet();
    report.requests(times.name(), count, before, requests.count());
  }

  /** Flips the single agent and the bare client's one in turns. */
  private void flipSingle() throws InterruptedException {
    for (int flip = 0; flip < extent.warmUp() + extent.singleFlips(); flip++) {
      Status verdict = flip % 2 == 0 ? Status.False : Status.True;
      List<String> list = verdict == Status.True ? ALL : MANY;
      long floor = flipOne(floorWatch, floorList, verdict, list);
      long operator = flipOne(watch, allowlist, verdict, list);
      if (flip >= extent.warmUp()) {
        report.single(floor, operator);
      }
    }
  }

  private static long flipOne(
      StatusWatch<?> watch, Allowlist list, Status verdict, List<String> registries)
      throws InterruptedException {
    StatusWatch.Flips flips = watch.expect(verdict.name(), 1);
    long edited = list.allow(registries);
    long took = flips.await().last() - edited;
    // The next edit shall be one of its own, not one in the wake of this; and in step with nothing.
    TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(50, 100));
    return took;
  }

  /**
   * Waits until the operator has written its last event, which it does at its own pace. Stray
   * writes do not escape the count either.
   */
  private void awaitQuiet() throws InterruptedException {
    Map<Sort, Long> before = null;
    Map<Sort, Long> now = requests.count();
    while (!now.equals(before)) {
      pause();
      before = now;
      now = requests.count();
    }
  }

  /** Waits until the operator has written a status for every agent. */
  private void awaitWritten(long statuses) throws InterruptedException {
    while (requests.count().get(Sort.STATUS_WRITES) < statuses) {
      pause();
    }
  }

  /** The floor of making all workloads; leaves nothing behind. */
  private void makeFloorWorkloads() throws InterruptedException {
    progress("making as many Deployments by the bare client");
    Deployment ofSingle =
        admin
            .apps()
            .deployments()
            .inNamespace(agents.single().getMetadata().getNamespace())
            .withName(agents.single().getMetadata().getName())
            .get();
    StatusWatch.Flips flips = floorWatch.expect(Status.True.name(), count);
    long start = System.nanoTime();
    bare.createAll(floorAgents.many(), ofSingle);
    report.floorCreation(flips.await().last() - start);
    awaitReplicaSets(count + 1);
    FloorDeployments.deleteAll(admin);
    awaitReplicaSets(1);
  }

  /** The cluster's own controllers work on after a client: they must not disturb. */
  private void awaitReplicaSets(int expected) throws InterruptedException {
    progress("waiting for the cluster's controllers");
    while (FloorDeployments.replicaSets(admin) != expected) {
      pause();
    }
  }

  private void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(extent.pause().toMillis());
  }

  private static void progress(String what) {
    System.err.println("… " + what);
  }
}
