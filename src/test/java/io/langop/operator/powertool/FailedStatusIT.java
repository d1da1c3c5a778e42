package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.toe.v1alpha1.Counts;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.HoldingWebhook;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.ProfilingOperator;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens while a status is on its way is not forgotten when the status cannot be stored. */
@ExtendWith(ClusterExtension.class)
class FailedStatusIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @Test
  void theLastTargetOfARunEndsWhileAStatusIsOnItsWayThatFails(
      TestCluster cluster, TestNamespace namespace) {
    KubernetesClient client = cluster.adminClient();
    try (TestNamespace other = TestNamespace.create(client, "sentinel");
        OperatorProcess operator = ProfilingOperator.start(cluster)) {
      // Given
      Profiling profiling = new Profiling(client, namespace.name());
      profiling.hangingPod("first", "web");
      profiling.hangingPod("last", "web");
      profiling.run("run", "aperf", "web", spec -> spec.getProfiler().setDuration("1h"));
      profiling.await("run", run -> assertThat(counts(run).getRunning()).isEqualTo(2));

      // When
      try (HoldingWebhook webhook = HoldingWebhook.ofRuns(client, namespace.name())) {
        profiling.end("first");
        webhook.awaitHeld();
        profiling.end("last");
        new Profiling(client, other.name()).sentinel("sentinel", "aperf");
        webhook.fail();
        operator.awaitLog("another reconciliation will be attempted", LIMIT);
      }

      // Then
      PowerTool run = profiling.awaitPhase("run", Phase.Failed);
      assertThat(counts(run).getRunning()).isZero();
    }
  }

  private static Counts counts(PowerTool run) {
    return run.getStatus().getCounts();
  }
}
