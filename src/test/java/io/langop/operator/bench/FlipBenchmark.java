package io.langop.operator.bench;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.langop.operator.status.Conditions.Status;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Measures how fast an edit of the allowlist becomes visible, against a bare client that writes the
 * same statuses in the same run on the same cluster. Prints one table.
 */
public final class FlipBenchmark {

  private static final int DEFAULT_AGENTS = 1_000;
  private static final int MAX_AGENTS = 10_000;
  private static final int SINGLE_FLIPS = 200;
  private static final int SINGLE_WARM_UP = 100;
  private static final int STARTS = 3;
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration IDLE = Duration.ofMinutes(1);

  private static final List<String> NONE = List.of();
  private static final List<String> MANY = List.of(Agents.REGISTRY);
  private static final List<String> SINGLE = List.of(Agents.SINGLE_REGISTRY);
  private static final List<String> ALL = List.of(Agents.REGISTRY, Agents.SINGLE_REGISTRY);

  private final int count;
  private final int rounds;
  private final Agents agents;
  private final KubernetesClient admin;
  private final Allowlist allowlist;
  private final OperatorRequests requests;
  private final Path kubeconfig;
  private final StatusWatch watch;
  private final Report report;

  private FlipBenchmark(TestCluster cluster, int count) throws InterruptedException {
    this.count = count;
    this.rounds = count > DEFAULT_AGENTS ? 2 : 5;
    this.agents = new Agents(count);
    this.admin = cluster.adminClient();
    this.allowlist = new Allowlist(admin);
    this.requests = new OperatorRequests(admin);
    this.report = new Report(count, cluster.description());
    this.kubeconfig = OperatorInstall.shipped().apply(cluster);
    requests.install(OperatorInstall.NAMESPACE, OperatorInstall.SERVICE_ACCOUNT);
    allowlist.create();
    progress("creating the agents");
    agents.create(admin);
    this.watch = new StatusWatch(admin);
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

  private void run() throws Exception {
    try (KubernetesClient client = operatorsClient()) {
      BareClient bare = new BareClient(client);
      bare.writeAll(agents.many(), Status.True); // warms up; the agents have a status from here on
      floor(bare);
      measureOperator();
      floor(bare);
    }
    watch.close();
    report.print();
  }

  /** A client of its own, as the operator has one, with the operator's rights. */
  private KubernetesClient operatorsClient() {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
        .build();
  }

  private void floor(BareClient bare) throws Exception {
    progress("measuring the floor");
    bare.writeAll(agents.many(), Status.True);
    settle();
    for (int round = 0; round < rounds; round++) {
      Status verdict = round % 2 == 0 ? Status.False : Status.True;
      StatusWatch.Flips flips = watch.expect(verdict.name(), count);
      long start = System.nanoTime();
      bare.writeAll(agents.many(), verdict);
      report.floorMany(flips.await().last() - start);
    }
    bare.writeAll(List.of(agents.single()), Status.True);
    settle();
    Runnable end = bare.flipAtEdits(agents.single(), Status.False);
    singleFlips(report::floorSingle);
    end.run();
  }

  private void measureOperator() throws Exception {
    allowlist.allow(SINGLE);
    long written = requests.count().get(OperatorRequests.Sort.STATUS_WRITES);
    for (int start = 0; start < STARTS; start++) {
      progress("starting the operator");
      long started = System.nanoTime();
      try (OperatorProcess operator = operator()) {
        operator.awaitReady(START_LIMIT);
        report.started(System.nanoTime() - started);
        report.cpu("start", new ProcessUsage(operator.pid()).cpuSeconds());
        if (start == 0) {
          awaitWritten(written + count + 1);
        }
        if (start == STARTS - 1) {
          measure(new ProcessUsage(operator.pid()));
        }
      }
    }
  }

  private OperatorProcess operator() {
    String options = System.getenv().getOrDefault("OPERATOR_JAVA_OPTIONS", "");
    return OperatorProcess.with(kubeconfig).environment("JAVA_TOOL_OPTIONS", options).start();
  }

  private void measure(ProcessUsage usage) throws Exception {
    awaitQuiet();
    report.memory("after the start", usage);
    progress("allowing all for the first time, which creates the workloads");
    settle();
    double cpu = usage.cpuSeconds();
    flipAll(Status.True, report.creation());
    report.cpu("first blocked → allowed, with workloads", usage.cpuSeconds() - cpu);
    awaitReplicaSets();
    awaitQuiet();
    for (int round = 0; round < rounds; round++) {
      progress("flipping all");
      cpu = usage.cpuSeconds();
      flipAll(Status.False, report.blocking());
      report.cpu("allowed → blocked", usage.cpuSeconds() - cpu);
      flipAll(Status.True, report.unblocking());
    }
    progress("flipping one");
    Map<OperatorRequests.Sort, Long> before = requests.count();
    singleFlips(report::operatorSingle);
    settle();
    report.requests("single flips", SINGLE_WARM_UP + SINGLE_FLIPS, before, requests.count());
    progress("idling");
    before = requests.count();
    cpu = usage.cpuSeconds();
    TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
    report.cpu("idle minute", usage.cpuSeconds() - cpu);
    report.requests("idle minute", 0, before, requests.count());
    report.memory("at the end", usage);
  }

  /** Flips all but the single one, which stays as it is. */
  private void flipAll(Status verdict, Report.Many times) throws InterruptedException {
    Map<OperatorRequests.Sort, Long> before = requests.count();
    StatusWatch.Flips flips = watch.expect(verdict.name(), count);
    long edited = allowlist.allow(verdict == Status.True ? ALL : SINGLE);
    flips.await();
    times.add(flips.first() - edited, flips.last() - edited);
    settle();
    report.requests(times.name(), count, before, requests.count());
  }

  private void singleFlips(LongConsumer nanos) throws InterruptedException {
    for (int flip = 0; flip < SINGLE_WARM_UP + SINGLE_FLIPS; flip++) {
      Status verdict = flip % 2 == 0 ? Status.False : Status.True;
      StatusWatch.Flips flips = watch.expect(verdict.name(), 1);
      long edited = allowlist.allow(verdict == Status.True ? ALL : MANY);
      long took = flips.await().last() - edited;
      if (flip >= SINGLE_WARM_UP) {
        nanos.accept(took);
      }
      // An edit of its own, not one in the wake of the last; and in step with nothing.
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(30, 70));
    }
  }

  /** Waits until nothing is left to do after a flip: stray writes must not escape the count. */
  private static void settle() throws InterruptedException {
    TimeUnit.SECONDS.sleep(3);
  }

  /** Waits until the operator has written its last event, which it does at its own pace. */
  private void awaitQuiet() throws InterruptedException {
    progress("waiting for the last event");
    Map<OperatorRequests.Sort, Long> before = null;
    Map<OperatorRequests.Sort, Long> now = requests.count();
    while (!now.equals(before)) {
      settle();
      before = now;
      now = requests.count();
    }
  }

  /** Waits until the operator has written a status for every agent. */
  private void awaitWritten(long statuses) throws InterruptedException {
    while (requests.count().get(OperatorRequests.Sort.STATUS_WRITES) < statuses) {
      settle();
    }
    settle();
  }

  /** The cluster's own controllers work on after the operator: they must not disturb. */
  private void awaitReplicaSets() throws InterruptedException {
    progress("waiting for the cluster's controllers");
    long made = 0;
    while (made < count + 1) {
      settle();
      ReplicaSetList page =
          admin
              .apps()
              .replicaSets()
              .inAnyNamespace()
              .list(new ListOptionsBuilder().withLimit(1L).build());
      Long remaining = page.getMetadata().getRemainingItemCount();
      made = page.getItems().size() + (remaining == null ? 0 : remaining);
    }
    settle();
  }

  private static void progress(String what) {
    System.err.println("… " + what);
  }
}
