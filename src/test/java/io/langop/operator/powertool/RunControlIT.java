package io.langop.operator.powertool;

import static io.langop.operator.support.Profiling.complete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.HoldingWebhook;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.ProfilingOperator;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How an author paces, suspends and stops a run of many pods. */
@ExtendWith(ClusterExtension.class)
class RunControlIT {

  private static KubernetesClient client;
  private static String namespace;
  private static Profiling profiling;
  private static OperatorProcess operator;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace testNamespace) {
    client = cluster.adminClient();
    namespace = testNamespace.name();
    profiling = new Profiling(client, namespace);
    operator = ProfilingOperator.start(cluster);
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.close();
    }
  }

  @Test
  void aLimitedRunProfilesSoManyPodsAtATimeAndAllInTheEnd() {
    // Given
    profiling.pods("paced", 7);
    try (Profiled profiled = new Profiled("paced")) {
      // When
      profiling.run("paced", "aperf", "paced", spec -> spec.setMaxConcurrent(2));

      // Then
      PowerTool tool = profiling.awaitPhase("paced", Phase.Completed);
      assertThat(tool.getStatus().getProgress()).isEqualTo("7/7");
      assertThat(profiled.most()).isEqualTo(2);
      assertThat(profiling.podsOf("paced"))
          .allSatisfy(pod -> assertThat(Profiling.injected(pod)).hasSize(1));
    }
  }

  @Test
  void theLimitOfARunMayChangeWhileItRuns() {
    // Given
    hanging("raised", 4);
    profiling.run("raised", "aperf", "raised", spec -> spec.setMaxConcurrent(1));
    profiling.awaitPhase("raised", Phase.Running);
    assertThat(profiling.injectedPods("raised")).isEqualTo(1);

    // When
    edit("raised", spec -> spec.setMaxConcurrent(3));

    // Then
    PowerTool tool =
        profiling.await(
            "raised", now -> assertThat(now.getStatus().getCounts().getRunning()).isEqualTo(3));
    assertThat(tool.getStatus().getCounts().getPending()).isEqualTo(1);
    assertThat(profiling.injectedPods("raised")).isEqualTo(3);
  }

  @Test
  void aSuspendedRunGetsNoFurtherPodUntilItIsResumed() {
    // Given
    hanging("paused", 3);
    profiling.run("paused", "aperf", "paused", spec -> spec.setMaxConcurrent(1));
    profiling.awaitPhase("paused", Phase.Running);

    // When
    edit("paused", spec -> spec.setSuspend(true));
    awaitSeen("paused");
    profiling.endProfilers("paused");

    // Then
    PowerTool suspended =
        profiling.await(
            "paused",
            now -> {
              assertThat(now.getStatus().getPhase()).isEqualTo(Phase.Suspended);
              assertThat(now.getStatus().getProgress()).isEqualTo("1/3");
            });
    assertThat(complete(suspended))
        .extracting("status", "reason")
        .containsExactly("False", "Suspended");
    assertThat(complete(suspended).getMessage()).startsWith("spec.suspend is true");
    profiling.sentinel("after-paused", "aperf");
    assertThat(profiling.injectedPods("paused")).isEqualTo(1);

    // And
    edit("paused", spec -> spec.setSuspend(false));
    PowerTool completed = profiling.awaitPhase("paused", Phase.Completed);
    Eventually.assertThat(
        () ->
            assertThat(profiling.events(completed))
                .extracting("type", "reason")
                .contains(tuple("Normal", "Suspended"), tuple("Normal", "Resumed")));
    assertThat(profiling.podsOf("paused"))
        .allSatisfy(pod -> assertThat(Profiling.injected(pod)).hasSize(1));
  }

  @Test
  void aPowerToolThatIsCreatedSuspendedBeginsWhenItIsResumed() {
    // Given
    profiling.pod("later", "later");
    profiling.run("later", "aperf", "later", spec -> spec.setSuspend(true));
    PowerTool waiting = profiling.awaitObstacle("later", "Suspended");
    assertThat(waiting.getStatus().getPhase()).isEqualTo(Phase.Suspended);
    assertThat(waiting.getStatus().getStartTime()).isNull();
    profiling.sentinel("after-later", "aperf");
    assertThat(profiling.injected("later")).isEmpty();

    // When
    edit("later", spec -> spec.setSuspend(null));

    // Then
    profiling.awaitPhase("later", Phase.Completed);
  }

  @Test
  void aRunThatIsDeletedInTheMiddleOfAPassGetsNoFurtherPod() {
    // Given
    profiling.pods("stopped", 10);
    profiling.sentinel("before-stopped", "aperf");
    try (HoldingWebhook webhook = HoldingWebhook.ofInjections(client, namespace)) {
      profiling.run("stopped", "aperf", "stopped");
      webhook.awaitHeld();

      // When
      profiling.tool("stopped").delete();
      Eventually.assertThat(() -> assertThat(profiling.tool("stopped").get()).isNull());
      awaitSeen("stopped");
      webhook.release();
    }

    // Then
    profiling.sentinel("after-stopped", "aperf");
    assertThat(profiling.injectedPods("stopped")).isEqualTo(1);
  }

  @Test
  void aRunThatIsSuspendedInTheMiddleOfAPassGetsNoFurtherPod() {
    // Given
    profiling.pods("halted", 10);
    profiling.sentinel("before-halted", "aperf");
    try (HoldingWebhook webhook = HoldingWebhook.ofInjections(client, namespace)) {
      profiling.run("halted", "aperf", "halted");
      webhook.awaitHeld();

      // When
      edit("halted", spec -> spec.setSuspend(true));
      awaitSeen("halted");
      webhook.release();
    }

    // Then
    profiling.await(
        "halted",
        now -> {
          assertThat(now.getStatus().getPhase()).isEqualTo(Phase.Suspended);
          assertThat(now.getStatus().getProgress()).isEqualTo("1/10");
        });
    assertThat(profiling.injectedPods("halted")).isEqualTo(1);
  }

  /** The watch tells of changes in their order; a PowerTool without pods needs no injection. */
  private static void awaitSeen(String change) {
    profiling.run("seen-" + change, "aperf", "no-such-pod");
    profiling.awaitObstacle("seen-" + change, "NoMatchingPods");
  }

  private static void hanging(String app, int count) {
    for (int i = 1; i <= count; i++) {
      profiling.hangingPod(app + "-" + i, app);
    }
  }

  private static void edit(String tool, Consumer<PowerToolSpec> change) {
    Eventually.edited(
        profiling.tool(tool),
        now -> {
          change.accept(now.getSpec());
          return now;
        });
  }

  /** How many pods of an app had a profiler at the same time that has not ended, at the most. */
  private static final class Profiled implements Watcher<Pod>, AutoCloseable {
    private final Set<String> now = ConcurrentHashMap.newKeySet();
    private final AtomicInteger most = new AtomicInteger();
    private final Watch watch;

    Profiled(String app) {
      watch = client.pods().inNamespace(namespace).withLabel("app", app).watch(this);
    }

    int most() {
      return most.get();
    }

    @Override
    public void eventReceived(Action action, Pod pod) {
      boolean ended =
          pod.getStatus().getEphemeralContainerStatuses().stream()
              .map(ContainerStatus::getState)
              .anyMatch(state -> state.getTerminated() != null);
      if (Profiling.injected(pod).isEmpty() || ended) {
        now.remove(pod.getMetadata().getName());
      } else {
        now.add(pod.getMetadata().getName());
      }
      most.accumulateAndGet(now.size(), Math::max);
    }

    @Override
    public void onClose(WatcherException cause) {
      // What is missed for that fails the test.
    }

    @Override
    public void close() {
      watch.close();
    }
  }
}
