package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.support.Manifests;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests that kustomize has moved to another namespace: nothing is allowed, and it is told. */
class KustomizeIT {
  private static final String NAMESPACE = "guard";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir Path home;

  @Test
  void anOperatorThatWasMovedAwayFromItsListStartsNothingAndSaysWhatItMayNotRead()
      throws IOException, InterruptedException {
    // Given
    Files.copy(OperatorInstall.shippedManifests(), home.resolve("install.yaml"));
    Files.writeString(
        home.resolve("kustomization.yaml"), "namespace: guard\nresources: [install.yaml]\n");
    try (TestCluster cluster = KwokCluster.start()) {
      KubernetesClient client = cluster.adminClient();
      Manifests administrator = new Manifests(KustomizeIT.class, cluster, "");
      administrator.kubectl("apply", "--server-side", "-k", home.toString());
      Workloads workloads = new Workloads(client, "default");
      workloads.agent("greeter", "docker.io/library/alpine");
      Deployment deployment =
          client
              .apps()
              .deployments()
              .inNamespace(NAMESPACE)
              .withName("language-operator")
              .require();

      // When
      try (OperatorProcess operator =
          OperatorProcess.with(cluster.kubeconfigFor(NAMESPACE, "language-operator"))
              .configuredLike(deployment)
              .start()) {

        // Then
        operator.awaitLog(
            "ConfigMap 'kube-system/operator-config' cannot be read (configmaps \"operator-config\""
                + " is forbidden",
            LIMIT);
        assertThat(workloads.deployment("greeter")).isEmpty();
      }
    }
  }
}
