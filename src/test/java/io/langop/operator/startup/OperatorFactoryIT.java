package io.langop.operator.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.HeapHistogram;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A reconciliation that is over leaves nothing behind that waits for hours. */
@ExtendWith(ClusterExtension.class)
@Tag("jvm")
class OperatorFactoryIT {
  private static final String TASK =
      "io.javaoperatorsdk.operator.processing.event.source.timer.TimerEventSource$EventProducerTimeTask";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void timersAreNotKeptForEachReconciliation(TestCluster cluster, TestNamespace namespace) {
    KubernetesClient client = cluster.adminClient();
    Path kubeconfig = OperatorInstall.shipped().apply(cluster);
    new Allowlist(client).set("docker.io");
    try (OperatorProcess operator = OperatorProcess.with(kubeconfig).start().awaitReady(LIMIT)) {
      // When
      new Workloads(client, namespace.name()).agents("agent", 20, "evil.example/agent");

      // Then nothing waits, since each of them is blocked and changes only when something happens
      Eventually.assertThat(
          () ->
              assertThat(
                      operator
                          .metric("operator_sdk_reconciliations_success_total", Map.of())
                          .orElse(0))
                  .isGreaterThanOrEqualTo(20));
      Eventually.assertThat(
          () -> assertThat(HeapHistogram.of(operator.pid()).instances(TASK)).isZero());
    }
  }
}
