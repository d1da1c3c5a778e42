package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.api.toe.v1alpha1.Counts;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.api.toe.v1alpha1.TargetStatus;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.DeadWebhook;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.RivalWebhook;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A run adds one container to each of its pods, whatever happens to the operator, or how many. */
@ExtendWith(ClusterExtension.class)
class ExactlyOnceIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int LISTED = 100;
  private static final int SMALL_STATUS = 64 * 1024;

  private static TestCluster cluster;
  private static KubernetesClient client;
  private static Profiling profiling;
  private static String namespace;
  private static Path kubeconfig;
  private static OperatorProcess operator;

  @BeforeAll
  static void install(TestCluster testCluster, TestNamespace testNamespace) {
    cluster = testCluster;
    client = cluster.adminClient();
    namespace = testNamespace.name();
    profiling = new Profiling(client, namespace);
    kubeconfig = OperatorInstall.shipped().apply(cluster);
    new Catalog(client).set(Map.of("aperf", "your-registry/aperf:v1.0.0"));
  }

  @AfterEach
  void stop() {
    if (operator != null) {
      operator.close();
    }
  }

  private static void startOperator() {
    operator = OperatorProcess.with(kubeconfig).start().awaitReady(LIMIT);
  }

  @Test
  void anOperatorThatIsKilledAgainAndAgainBetweenPodsAddsOneContainerToEach() {
    // Given
    List<String> rounds = List.of("1", "2", "3", "4", "5");
    int ofEach = 12;
    int count = rounds.size() * ofEach;
    profiling.pods("killed", count);
    for (int i = 0; i < count; i++) {
      profiling.label("killed-" + (i + 1), DeadWebhook.LABEL, rounds.get(i / ofEach));
    }
    try (Injections injections = new Injections("killed");
        DeadWebhook webhook = new DeadWebhook(client, namespace)) {
      // When
      webhook.hold(rounds.toArray(String[]::new));
      startOperator();
      profiling.run("killed", "aperf", "killed");
      profiling.awaitStarted("killed");
      operator.kill();
      assertThat(profiling.injectedPods("killed"))
          .as("injected before the first pod had its turn")
          .isZero();

      // And
      for (int round = 1; round < rounds.size(); round++) {
        webhook.hold(rounds.subList(round, rounds.size()).toArray(String[]::new));
        int before = profiling.injectedPods("killed");
        operator = OperatorProcess.with(kubeconfig).start();
        injections.awaitMoreThan(before);
        operator.kill();
        assertThat(profiling.injectedPods("killed"))
            .as("injected in round %d", round)
            .isBetween(before + 1, round * ofEach);
      }
      webhook.hold("none");
      startOperator();

      // Then
      PowerTool tool = profiling.awaitPhase("killed", Phase.Completed);
      assertThat(tool.getStatus().getProgress()).isEqualTo("60/60");
      assertThat(tool.getStatus().getTargets()).hasSize(count);
      assertThat(profiling.podsOf("killed"))
          .hasSize(count)
          .allSatisfy(
              pod ->
                  assertThat(Profiling.injected(pod))
                      .extracting(EphemeralContainer::getName)
                      .containsExactly(tool.getStatus().getContainerName()));
      assertThat(injections.most()).isEqualTo(1);
    }
  }

  @Test
  void whatEndedWhileTheOperatorWasAwayIsSeenWhenItIsBack() {
    // Given
    profiling.hangingPod("away-gone", "away");
    profiling.hangingPod("away-done", "away");
    startOperator();
    profiling.run("away", "aperf", "away");
    profiling.await(
        "away", tool -> assertThat(tool.getStatus().getCounts().getRunning()).isEqualTo(2));

    // When
    operator.kill();
    profiling.delete("away-gone");
    profiling.endProfilers("away");
    Eventually.within(
        LIMIT,
        () ->
            assertThat(profiling.pod("away-done").getStatus().getEphemeralContainerStatuses())
                .singleElement()
                .satisfies(status -> assertThat(status.getState().getTerminated()).isNotNull()));
    startOperator();

    // Then
    PowerTool tool = profiling.awaitPhase("away", Phase.Failed);
    assertThat(tool.getStatus().getTargets())
        .extracting(TargetStatus::getPod, TargetStatus::getState, TargetStatus::getReason)
        .containsExactly(
            tuple("away-done", State.Completed, null), tuple("away-gone", State.Failed, "PodGone"));
    assertThat(profiling.injected("away-done")).hasSize(1);
  }

  @Test
  void ofTwoWhoAddContainersToAPodAtTheSameTimeNeitherLosesOne() {
    // Given
    int pods = 10;
    profiling.pods("both", pods);
    startOperator();
    profiling.run("both", "not-yet", "both");
    profiling.awaitObstacle("both", "ToolNotFound");
    try (RivalWebhook rival = new RivalWebhook(client, namespace, OperatorInstall.USER)) {
      // When
      new Catalog(client).put("not-yet", "your-registry/not-yet:v1");

      // Then
      PowerTool tool = profiling.awaitPhase("both", Phase.Completed);
      assertThat(profiling.podsOf("both"))
          .hasSize(pods)
          .allSatisfy(
              pod ->
                  assertThat(Profiling.injected(pod))
                      .extracting(EphemeralContainer::getName)
                      .containsExactlyInAnyOrder(
                          RivalWebhook.CONTAINER, tool.getStatus().getContainerName()));
      assertThat(rival.requests().values())
          .as("requests for each pod, of which the first came too late")
          .hasSize(pods)
          .allMatch(count -> count > 1);
    }
  }

  @Test
  void fiveHundredPodsAreProfiledInViewWithASmallStatus() {
    // Given
    int count = 500;
    cluster.scaleNodes(8);
    profiling.pods("many", count);
    startOperator();
    try (Statuses statuses = new Statuses("many")) {
      // When
      profiling.run("many", "aperf", "many");

      // Then
      Eventually.within(
          LIMIT,
          () ->
              assertThat(statuses.last())
                  .extracting(PowerToolStatus::getPhase)
                  .isEqualTo(Phase.Completed));
      assertThat(statuses.last().getProgress()).isEqualTo("500/500");
      assertThat(statuses.all())
          .allSatisfy(
              status -> {
                assertThat(status.getTargets()).hasSizeLessThanOrEqualTo(LISTED);
                assertThat(size(status)).isLessThan(SMALL_STATUS);
                assertThat(status.getCounts().getTotal()).isEqualTo(count);
                assertThat(sum(status.getCounts())).isEqualTo(count);
              });
      assertThat(statuses.all().stream().map(status -> status.getCounts().getCompleted()).toList())
          .isSorted();
      assertThat(
              statuses.all().stream()
                  .map(status -> count - status.getCounts().getPending())
                  .distinct())
          .as("numbers of pods that had their turn, as a watch saw them")
          .hasSizeGreaterThan(5);
      assertThat(
              statuses.all().stream().map(status -> status.getCounts().getCompleted()).distinct())
          .hasSizeGreaterThan(3);
      assertThat(profiling.podsOf("many"))
          .hasSize(count)
          .allSatisfy(pod -> assertThat(Profiling.injected(pod)).hasSize(1));
    } finally {
      client.pods().inNamespace(namespace).withLabel("app", "many").withGracePeriod(0).delete();
      cluster.scaleNodes(2);
    }
  }

  private static int sum(Counts counts) {
    return counts.getPending()
        + counts.getRunning()
        + counts.getConflicted()
        + counts.getCompleted()
        + counts.getFailed();
  }

  private static int size(PowerToolStatus status) {
    return Serialization.asJson(status).getBytes(StandardCharsets.UTF_8).length;
  }

  /** Every status of a started PowerTool that a watch tells of. */
  private static final class Statuses implements AutoCloseable {
    private final ConcurrentLinkedQueue<PowerToolStatus> all = new ConcurrentLinkedQueue<>();
    private final AutoCloseable watch;

    Statuses(String name) {
      watch =
          profiling
              .tool(name)
              .watch(
                  new Each<PowerTool>() {
                    @Override
                    void see(PowerTool tool) {
                      if (Run.isStarted(tool)) {
                        all.add(tool.getStatus());
                      }
                    }
                  });
    }

    List<PowerToolStatus> all() {
      return List.copyOf(all);
    }

    PowerToolStatus last() {
      List<PowerToolStatus> seen = all();
      return seen.get(seen.size() - 1);
    }

    @Override
    public void close() {
      end(watch);
    }
  }

  /** Which pods ever had an ephemeral container, and how many at most. */
  private static final class Injections implements AutoCloseable {
    private final Map<String, Integer> most = new ConcurrentHashMap<>();
    private final AutoCloseable watch;

    Injections(String app) {
      watch =
          client
              .pods()
              .inNamespace(namespace)
              .withLabel("app", app)
              .watch(
                  new Each<Pod>() {
                    @Override
                    void see(Pod pod) {
                      int now = Profiling.injected(pod).size();
                      if (now > 0) {
                        most.merge(pod.getMetadata().getName(), now, Math::max);
                      }
                    }
                  });
    }

    void awaitMoreThan(int pods) {
      Eventually.within(
          LIMIT, Duration.ofMillis(1), () -> assertThat(most).hasSizeGreaterThan(pods));
    }

    int most() {
      return most.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    @Override
    public void close() {
      end(watch);
    }
  }

  private static void end(AutoCloseable watch) {
    try {
      watch.close();
    } catch (Exception e) {
      throw new IllegalStateException("A watch does not end", e);
    }
  }

  private abstract static class Each<T> implements Watcher<T> {
    abstract void see(T object);

    @Override
    public void eventReceived(Action action, T object) {
      see(object);
    }

    @Override
    public void onClose(WatcherException cause) {
      // What is missed for that fails the test.
    }
  }
}
