package io.langop.operator.bench;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentSpec;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Measures how long one agent waits for its verdict while another namespace keeps the operator
 * busy. Prints one table.
 */
public final class FairnessBenchmark {

  private static final int DEFAULT_AGENTS = 1_000;
  private static final int MAX_AGENTS = 5_000;
  private static final int SAMPLES = 60;
  private static final int CHANGES_PER_SECOND = 100;
  private static final int CHANGERS = 20;
  private static final String BUSY = "busy";
  private static final String QUIET = "quiet";
  private static final String GOOD = "single.example/app";
  private static final String BAD = "evil.example/app";

  private final KubernetesClient admin;
  private final OperatorProcess operator;
  private final Allowlist allowlist;
  private final StatusWatch<LanguageAgent> watch;
  private final SingleAgent single;
  private final SingleAgent restless;
  private final int count;
  private boolean good = true;

  private FairnessBenchmark(TestCluster cluster, int count) throws InterruptedException {
    this.count = count;
    admin = cluster.adminClient();
    System.err.println("… creating the agents");
    operator =
        OperatorProcess.with(OperatorInstall.shipped().apply(cluster))
            .options(FlipBenchmark.OPTIONS)
            .start()
            .awaitReady(Duration.ofMinutes(2));
    allowlist = new Allowlist(admin, Allowlist.OF_OPERATOR);
    allowlist.create();
    watch = StatusWatch.start(client(cluster), LanguageAgent.class);
    for (String namespace : List.of(BUSY, QUIET)) {
      admin
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .create();
    }
    single = new SingleAgent(client(cluster), admin.resource(agent(QUIET, "single", BAD)).create());
    restless =
        new SingleAgent(client(cluster), admin.resource(agent(BUSY, "restless", BAD)).create());
    List<LanguageAgent> many = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      many.add(agent(BUSY, "agent-" + i, "many.example/app"));
    }
    StatusWatch.Flips decided = watch.expect("False", count);
    Parallel.forEach(many, agent -> admin.resource(agent).create());
    decided.await();
  }

  public static void main(String[] arguments) throws Exception {
    int count = arguments.length == 0 ? DEFAULT_AGENTS : Integer.parseInt(arguments[0]);
    if (count < 1 || count > MAX_AGENTS) {
      System.err.printf("N is a number from 1 to %d, not %d%n", MAX_AGENTS, count);
      System.exit(2);
    }
    try (TestCluster cluster = TestCluster.start()) {
      new FairnessBenchmark(cluster, count).run();
    }
    System.exit(0); // clients leave threads behind that would keep the JVM
  }

  private static KubernetesClient client(TestCluster cluster) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(cluster.adminKubeconfig().toFile()))
        .build();
  }

  private static LanguageAgent agent(String namespace, String name, String image) {
    LanguageAgent agent = new LanguageAgent();
    agent.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    agent.setSpec(new LanguageAgentSpec());
    agent.getSpec().setImage(image);
    agent.getSpec().setReplicas(0);
    return agent;
  }

  private void run() throws Exception {
    System.err.println("… warming up");
    List<String> one = List.of("single.example");
    List<String> all = List.of("single.example", "many.example");
    allowlist.allow(one);
    flipUntil(CompletableFuture.completedFuture(null), SAMPLES);
    Samples alone = flipUntil(CompletableFuture.completedFuture(null), SAMPLES);

    System.err.println("… flipping all of one namespace, with workloads");
    Samples creating = flipDuring(all, "True");
    System.err.println("… flipping all of one namespace");
    Samples blocking = flipDuring(one, "False");

    System.err.println("… changing one agent again and again");
    AtomicBoolean changing = new AtomicBoolean(true);
    List<CompletableFuture<Double>> rates = new ArrayList<>();
    for (int i = 0; i < CHANGERS; i++) {
      rates.add(CompletableFuture.supplyAsync(() -> change(changing), Parallel.POOL));
    }
    TimeUnit.SECONDS.sleep(5);
    Samples restlessly = flipUntil(CompletableFuture.completedFuture(null), SAMPLES);
    changing.set(false);
    double rate = 0;
    for (CompletableFuture<Double> changer : rates) {
      rate += changer.get();
    }

    System.out.printf("%n%,d agents in one namespace, %s%n%n", count, FlipBenchmark.OPTIONS);
    System.out.printf("%-52s %9s %9s %9s%n", "single flip elsewhere", "p50", "p99", "flips");
    print("alone", alone);
    print("while all are allowed, with workloads", creating);
    print("while all are blocked", blocking);
    print("while one agent changes %.0f times a second".formatted(rate), restlessly);
    System.out.printf(
        "%nstatuses decided on an old version: %.0f of about %,d%n",
        operator
            .metric("language_operator_status_conflicts_total", Map.of("kind", "LanguageAgent"))
            .orElse(0),
        3L * count);
    operator.close();
  }

  private static void print(String what, Samples samples) {
    System.out.printf(
        "  %-50s %6.1f ms %6.1f ms %9d%n",
        what, samples.median(), samples.percentile(99), samples.size());
  }

  /** Flips the single agent again and again while all others flip. */
  private Samples flipDuring(List<String> registries, String verdict) throws Exception {
    StatusWatch.Flips flips = watch.expect(verdict, count);
    allowlist.allow(registries);
    return flipUntil(
        CompletableFuture.runAsync(
            () -> {
              try {
                flips.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }),
        1);
  }

  private Samples flipUntil(CompletableFuture<Void> end, int atLeast)
      throws InterruptedException, TimeoutException {
    Samples samples = new Samples();
    while (!end.isDone() || samples.size() < atLeast) {
      samples.add(single.flip(good ? GOOD : BAD, good ? "True" : "False"));
      good = !good;
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return samples;
  }

  /** One of the changers; returns the changes a second that it made. */
  private double change(AtomicBoolean changing) {
    long began = System.nanoTime();
    long pause = TimeUnit.SECONDS.toNanos(1) * CHANGERS / CHANGES_PER_SECOND;
    int changes = 0;
    while (changing.get()) {
      restless.edit(changes % 2 == 0 ? GOOD : BAD);
      changes++;
      long ahead = began + changes * pause - System.nanoTime();
      if (ahead > 0) {
        try {
          TimeUnit.NANOSECONDS.sleep(ahead);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
    return changes / ((System.nanoTime() - began) / 1e9);
  }
}
