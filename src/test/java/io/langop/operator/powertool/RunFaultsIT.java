package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.DeadWebhook;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.FaultyCluster;
import io.langop.operator.support.Profiling;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster.Component;
import io.langop.operator.testcluster.TestNamespace;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Takes things away in the middle of a run: it comes to its end, with one container in each pod.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunFaultsIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int PODS = 40;
  private static final int OUTAGES = 3;

  /** A handshake and the beginning of an answer. */
  private static final int HALF_AN_ANSWER = 6_000;

  private FaultyCluster faulty;
  private OperatorProcess operator;
  private TestNamespace namespace;
  private Profiling profiling;
  private DeadWebhook webhook;

  @BeforeAll
  void startCluster() {
    faulty = FaultyCluster.start();
    new Catalog(client()).set(Map.of("aperf", "your-registry/aperf:v1.0.0"));
    operator = faulty.startOperator().awaitReady(LIMIT);
  }

  /** Half of the pods are done, the other half is to be done. */
  @BeforeEach
  void beginRun() {
    namespace = TestNamespace.create(client(), "run-faults");
    profiling = new Profiling(client(), namespace.name());
    webhook = new DeadWebhook(client(), namespace.name());
    profiling.pods("web", PODS);
    for (int i = 1; i <= PODS / 2; i++) {
      profiling.label("web-" + i, DeadWebhook.LABEL, "later");
    }
    webhook.hold("later");
    profiling.sentinel("before", "aperf");
    profiling.run("run", "aperf", "web");
    profiling.await("run", tool -> assertThat(profiling.injectedPods("web")).isEqualTo(PODS / 2));
  }

  @AfterEach
  void removeNamespace() {
    namespace.close();
  }

  @AfterAll
  void stopCluster() {
    if (operator != null) {
      operator.close();
    }
    faulty.close();
  }

  @Test
  void anApiServerThatStopsInTheMiddleOfARunAgainAndAgain() {
    // When
    webhook.close();
    for (int outage = 0; outage < OUTAGES; outage++) {
      int before = profiling.injectedPods("web");
      faulty.cluster().stop(Component.API_SERVER);
      awaitReconnectAttempts();
      faulty.cluster().start(Component.API_SERVER);
      assertThat(profiling.injectedPods("web")).isGreaterThanOrEqualTo(before);
    }

    // Then
    assertCompleted();
  }

  @Test
  void anApiServerThatIsAwayWhenItsTurnComes() {
    // When
    faulty.cluster().stop(Component.API_SERVER);
    awaitReconnectAttempts();
    faulty.cluster().start(Component.API_SERVER);
    assertThat(profiling.injectedPods("web")).isEqualTo(PODS / 2);
    webhook.close();

    // Then
    assertCompleted();
  }

  @Test
  void anOutageOfEtcd() {
    // When
    webhook.close();
    faulty.cluster().stop(Component.ETCD);
    assertThat(operator.get("/q/health/live")).contains("\"status\": \"UP\"");
    faulty.cluster().start(Component.ETCD);

    // Then
    assertCompleted();
  }

  @Test
  void aLineThatIsCut() {
    // When
    faulty.line().cut();
    webhook.close();
    awaitReconnectAttempts();
    assertThat(profiling.injectedPods("web")).isEqualTo(PODS / 2);
    faulty.line().resume();

    // Then
    assertCompleted();
  }

  @Test
  void aLineThatBreaksOffInTheMiddleOfAnswers() {
    // When
    faulty.line().breakOffAfter(HALF_AN_ANSWER);
    webhook.close();
    awaitReconnectAttempts();
    faulty.line().resume();

    // Then
    assertCompleted();
  }

  private KubernetesClient client() {
    return faulty.client();
  }

  private void assertCompleted() {
    Eventually.within(LIMIT, () -> assertThat(profiling.injectedPods("web")).isEqualTo(PODS));
    profiling.awaitProfilersEnded("web", LIMIT);
    profiling.await(
        "run", tool -> assertThat(tool.getStatus().getPhase()).isIn(Phase.Completed, Phase.Failed));
    PowerTool tool = profiling.tool("run").require();
    assertThat(tool.getStatus().getPhase())
        .as("%s", tool.getStatus().getConditions())
        .isEqualTo(Phase.Completed);
    assertThat(tool.getStatus().getCounts().getCompleted()).isEqualTo(PODS);
    assertThat(profiling.podsOf("web"))
        .hasSize(PODS)
        .allSatisfy(
            pod ->
                assertThat(Profiling.injected(pod))
                    .extracting(EphemeralContainer::getName)
                    .containsExactly(tool.getStatus().getContainerName()));
    assertThat(operator.exitCode()).isEmpty();
    assertThat(operator.get("/q/health/ready")).contains("\"status\": \"UP\"");
  }

  private void awaitReconnectAttempts() {
    int before = faulty.line().attempts();
    Eventually.assertThat(
        () -> assertThat(faulty.line().attempts()).isGreaterThanOrEqualTo(before + 3));
  }
}
