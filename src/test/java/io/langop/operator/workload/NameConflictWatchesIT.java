package io.langop.operator.workload;

import static io.langop.operator.workload.Workload.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long an object in the way is watched, as the API server counts it. */
@ExtendWith(ClusterExtension.class)
class NameConflictWatchesIT {
  private static Scene scene;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace namespace) {
    scene = Scene.start(cluster, namespace, Map.of());
  }

  @AfterAll
  static void stop() {
    if (scene != null) {
      scene.close();
    }
  }

  @BeforeEach
  void startWithoutAConflict() {
    scene.allowDefaults();
    await(() -> assertThat(watches()).isZero());
  }

  @Test
  void aFrozenAgentWatchesNothing() {
    // Given
    Workload agent = conflict("frozen");

    // When
    agent.edit("spec: {image: evil-registry.com/miner}").awaitReady("ImageNotValidated");

    // Then
    await(() -> assertThat(watches()).isZero());
  }

  @Test
  void aDeletedAgentWatchesNothing() {
    // Given
    Workload agent = conflict("deleted");

    // When
    agent.delete();

    // Then
    await(() -> assertThat(watches()).isZero());
  }

  @Test
  void whatIsOutOfTheWayIsNotWatched() {
    // Given
    Workload agent = conflict("resolved");

    // When
    agent.deleteDeployment();

    // Then
    agent.awaitRunning();
    await(() -> assertThat(watches()).isZero());
  }

  private static Workload conflict(String name) {
    Workload agent = scene.agent(name);
    scene.client().resource(foreignDeployment(name)).create();
    agent.create("image: nginx").awaitReady("NameConflict");
    await(() -> assertThat(watches()).isOne());
    return agent;
  }

  /** Watches of single Deployments. */
  private static double watches() {
    return Stream.of(scene.client().raw("/metrics").split("\n"))
        .filter(line -> line.startsWith("apiserver_longrunning_requests{"))
        .filter(line -> line.contains("resource=\"deployments\""))
        .filter(line -> line.contains("scope=\"resource\""))
        .filter(line -> line.contains("verb=\"WATCH\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static Deployment foreignDeployment(String name) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(scene.namespace())
        .endMetadata()
        .withNewSpec()
        .withReplicas(0)
        .withNewSelector()
        .addToMatchLabels("app", name)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage("foreign")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
