package io.langop.operator.workload;

import static io.langop.operator.workload.Workload.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus.Phase;
import io.langop.operator.support.MirrorPolicy;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import io.langop.operator.workload.QuietDeploymentIT.Quiet;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A policy of the cluster replaces images by those of a mirror, behind the operator's back. */
@ExtendWith(ClusterExtension.class)
class MirroredImagesIT {

  private static final String SPEC =
      """
      image: nginx
      volumes: [{name: model, image: {reference: acme/model}}]
      """;

  private static Scene scene;
  private static MirrorPolicy policy;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace namespace, KubernetesClient client) {
    assumeThat(MirrorPolicy.isKnownTo(client)).as("MutatingAdmissionPolicy").isTrue();
    scene =
        Scene.start(
            cluster,
            namespace,
            Map.of(
                "LANGUAGE_OPERATOR_REVOCATION_POLICY",
                "stop",
                "LANGUAGE_OPERATOR_WATCHED_NAMESPACES",
                namespace.name()));
    policy = MirrorPolicy.in(client, namespace.name());
  }

  @AfterAll
  static void stop() {
    if (policy != null) {
      policy.close();
    }
    if (scene != null) {
      scene.close();
    }
  }

  @BeforeEach
  void allowTheHubAlone() {
    scene.allow("docker.io");
  }

  @Test
  void whatRunsIsToldAndNotWrittenAgain() {
    // Given
    Workload agent = scene.agent("mirrored").create(SPEC).awaitRunning();

    // Then
    assertThat(agent.status().getImage()).isEqualTo(MirrorPolicy.MIRROR + "library/nginx");
    assertThat(agent.status().getVolumeImages())
        .containsExactly(MirrorPolicy.MIRROR + "acme/model");
    assertThat(agent.validated().getMessage())
        .isEqualTo("Image registry 'docker.io' is in whitelist");
    Quiet quiet = Quiet.now(scene, agent);

    // When
    quiet.reconcile(20);

    // Then
    quiet.assertStillTrue();

    // When
    scene.restartOperator();
    quiet.reconcile(3);

    // Then: written once by each process, which changes nothing
    assertThat(agent.deployment().getMetadata().getGeneration()).isEqualTo(quiet.generation());
    assertThat(agent.status().getImage()).isEqualTo(MirrorPolicy.MIRROR + "library/nginx");
    Quiet restarted = Quiet.now(scene, agent);
    restarted.reconcile(3);
    restarted.assertStillTrue();
  }

  @Test
  void aRevocationIsAboutWhatTheAuthorAskedFor() {
    // Given
    Workload agent = scene.agent("revoked").create(SPEC).awaitRunning();

    // When
    scene.allow("harbor.corp");

    // Then
    agent.awaitPhase(Phase.Suspended);
    assertThat(agent.validated().getMessage())
        .isEqualTo("Image registry 'docker.io' is not in whitelist. Allowed: harbor.corp");
    assertThat(agent.status().getImage()).isEqualTo(MirrorPolicy.MIRROR + "library/nginx");

    // When
    scene.allow("docker.io");

    // Then
    agent.awaitRunning();
  }

  @Test
  void anotherImageIsRolledOutAndWhatSomebodyElsePutsThereIsRepaired() {
    // Given
    Workload agent = scene.agent("changed").create(SPEC).awaitRunning();

    // When
    agent.edit("spec: {image: 'nginx:2'}");

    // Then
    await(
        () ->
            assertThat(agent.status().getImage())
                .isEqualTo(MirrorPolicy.MIRROR + "library/nginx:2"));

    // When
    agent.editDeployment(
        deployment -> {
          deployment
              .getSpec()
              .getTemplate()
              .getSpec()
              .getContainers()
              .get(0)
              .setImage("docker.io/library/other");
          return deployment;
        });

    // Then
    await(
        () ->
            assertThat(agent.container().getImage())
                .isEqualTo(MirrorPolicy.MIRROR + "library/nginx:2"));

    // When
    agent.edit("spec: {image: 'docker.io/library/nginx:3', volumes: null}");

    // Then
    await(
        () -> {
          assertThat(agent.container().getImage())
              .as(agent::explanation)
              .isEqualTo(MirrorPolicy.MIRROR + "library/nginx:3");
          assertThat(agent.status().getVolumeImages()).isNull();
        });
  }
}
