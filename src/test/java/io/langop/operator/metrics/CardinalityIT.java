package io.langop.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever may create agents cannot fill Prometheus with series. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CardinalityIT {
  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int AGENTS = 5_000;
  private static final int DEFAULT_MAX_SERIES = 1_000;
  private static final int CLIENTS = 20;

  /** On a busy machine requests fail, and each kind of error has a series. */
  private static final int NEW_SERIES = 20;

  private static final String BLOCKED_IMAGES = "language_operator_blocked_images{";

  /** What depends on the time that the JVM had, not on resources. */
  private static final String OF_THE_JVM = "(?:jvm|netty|worker_pool|process|system)_.*";

  private Workloads workloads;
  private OperatorProcess operator;

  @BeforeAll
  void startOperator(TestCluster cluster, KubernetesClient admin, TestNamespace own) {
    Allowlist allowlist = new Allowlist(admin);
    workloads = new Workloads(admin, own.name());
    allowlist.set("docker.io");
    operator =
        OperatorProcess.with(OperatorInstall.shipped().apply(cluster))
            .start()
            .awaitReady(START_LIMIT);
  }

  @AfterAll
  void stopOperator() {
    operator.close();
  }

  @Test
  void fiveThousandAgentsFromAsManyRegistriesMakeNoMoreSeriesThanConfigured() throws Exception {
    // Given an operator that has seen everything once
    workloads.agent("allowed", "docker.io/library/alpine", 0);
    workloads.awaitValidated("allowed", "True");
    workloads.agent("blocked", "evil.example/app", 0);
    workloads.awaitValidated("blocked", "False");
    operator.get("/no-such-page");
    workloads.deleteAll();
    awaitBlocked(0);
    Set<String> before = otherSeries();

    // When
    inParallel(
        number ->
            workloads.agent("made-up-" + number, "made-up-%d.example/app".formatted(number), 0));
    IntStream.range(0, 50).forEach(number -> operator.get("/made-up-" + number));
    awaitBlocked(AGENTS);

    // Then
    assertThat(series().filter(line -> line.startsWith(BLOCKED_IMAGES)))
        .hasSize(DEFAULT_MAX_SERIES);
    assertThat(metric("language_operator_blocked_images_overflow"))
        .isEqualTo(AGENTS - DEFAULT_MAX_SERIES);
    assertThat(newSeries(before)).hasSizeLessThan(NEW_SERIES);

    // When
    inParallel(number -> workloads.agent("made-up-" + number).delete());
    awaitBlocked(0);

    // Then
    assertThat(series()).noneMatch(line -> line.contains("made-up"));
    assertThat(metric("language_operator_blocked_images_overflow")).isZero();
    assertThat(newSeries(before)).hasSizeLessThan(NEW_SERIES);
  }

  private Set<String> newSeries(Set<String> before) {
    Set<String> after = otherSeries();
    after.removeAll(before);
    assertThat(after).noneMatch(line -> line.contains("made-up"));
    return after;
  }

  /** All series but those of single resources and of the JVM. */
  private Set<String> otherSeries() {
    return series()
        .filter(line -> !line.startsWith(BLOCKED_IMAGES))
        .filter(line -> !line.matches(OF_THE_JVM))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<String> series() {
    return operator
        .get("/q/metrics")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')));
  }

  private void awaitBlocked(int count) {
    Eventually.within(
        LIMIT, () -> assertThat(metric("language_operator_blocked_resources")).isEqualTo(count));
  }

  private double metric(String name) {
    return operator.metric(name, Map.of()).orElseThrow();
  }

  private static void inParallel(IntConsumer action)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
    try {
      for (Future<?> done :
          IntStream.range(0, AGENTS)
              .mapToObj(number -> pool.submit(() -> action.accept(number)))
              .toList()) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
