package io.langop.operator.workload;

import static io.langop.operator.workload.Workload.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.langop.v1alpha1.WorkloadStatus.Phase;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator that stops what runs an image that is not allowed any more. */
@ExtendWith(ClusterExtension.class)
class RevocationIT {

  private static Scene scene;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace namespace) {
    scene = Scene.start(cluster, namespace, Map.of("LANGUAGE_OPERATOR_REVOCATION_POLICY", "stop"));
  }

  @AfterAll
  static void stop() {
    if (scene != null) {
      scene.allowDefaults();
      scene.close();
    }
  }

  @BeforeEach
  void startWithTheDefaultAllowlist() {
    scene.allowDefaults();
  }

  @ParameterizedTest
  @EnumSource
  void aRevokedWorkloadIsStoppedAndComesBackAsItWas(Kind kind) {
    // Given
    Workload workload = scene.workload(kind, "stopped-" + kind.component());
    workload.create("{image: 'quay.io/a/b:1', replicas: 2}").awaitRunning();

    // When
    scene.allow("docker.io");

    // Then
    workload.awaitPhase(Phase.Suspended);
    await(() -> assertThat(workload.pods()).isZero());
    assertThat(workload.deployment().getSpec().getReplicas()).isZero();
    assertThat(workload.validated().getReason()).isEqualTo("RegistryNotAllowed");
    assertThat(workload.ready().getReason()).isEqualTo("ImageNotValidated");
    assertThat(workload.ready().getMessage())
        .isEqualTo(
            "The image is not validated; the workload is scaled to zero and is not changed until"
                + " it is");
    await(() -> assertThat(workload.status().getReadyReplicas()).isZero());

    // When
    scene.allowDefaults();

    // Then
    workload.awaitRunning();
    assertThat(workload.deployment().getSpec().getReplicas()).isEqualTo(2);
    assertThat(workload.status().getReadyReplicas()).isEqualTo(2);
    assertThat(workload.deployment().getMetadata().getAnnotations())
        .doesNotContainKey("langop.io/replicas-before-revocation");
  }

  @Test
  void theNumberThatSomebodyScaledToComesBackAndStaysTheirs() {
    // Given
    Workload agent = scene.agent("scaled").create("image: quay.io/a/b").awaitRunning();
    agent.scaleByHand(4);
    await(() -> assertThat(agent.status().getReadyReplicas()).isEqualTo(4));

    // When
    scene.allow("docker.io");
    agent.awaitPhase(Phase.Suspended);
    scene.allowDefaults();

    // Then
    agent.awaitRunning();
    assertThat(agent.status().getReadyReplicas()).isEqualTo(4);

    // When
    agent.scaleByHand(3);
    agent.edit("spec: {image: 'quay.io/a/b:2'}").awaitRunning();

    // Then
    assertThat(agent.deployment().getSpec().getReplicas()).isEqualTo(3);
  }

  @Test
  void aStoppedWorkloadCannotBeScaledUpByHand() {
    // Given
    Workload agent =
        scene.agent("scaled-while-stopped").create("{image: quay.io/a/b, replicas: 2}");
    agent.awaitRunning();
    scene.allow("docker.io");
    agent.awaitPhase(Phase.Suspended);

    // When
    agent.scaleByHand(5);

    // Then
    await(() -> assertThat(agent.deployment().getSpec().getReplicas()).isZero());
    agent.awaitPhase(Phase.Suspended);

    // When
    scene.allowDefaults();

    // Then
    agent.awaitRunning();
    assertThat(agent.deployment().getSpec().getReplicas()).isEqualTo(2);
  }

  /** It would be a way around the policy. */
  @Test
  void aWorkloadWithoutItsLabelsIsStoppedToo() {
    // Given
    Workload agent = scene.agent("stripped").create("image: quay.io/a/b").awaitRunning();
    scene.allow("docker.io");
    agent.awaitPhase(Phase.Suspended);

    // When
    agent.editDeployment(
        deployment -> {
          deployment.getMetadata().setLabels(Map.of());
          deployment.getSpec().setReplicas(2);
          return deployment;
        });

    // Then
    await(() -> assertThat(agent.deployment().getSpec().getReplicas()).isZero());
  }

  @Test
  void aMissingAllowlistStopsNothing() {
    // Given
    Workload agent = scene.agent("list-missing").create("image: nginx").awaitRunning();
    String generation = agent.deployment().getMetadata().getGeneration().toString();

    // When
    scene.deleteAllowlist();
    agent.awaitValidated("AllowlistUnavailable");

    // Then
    assertThat(agent.status().getPhase()).isEqualTo(Phase.Running);
    assertThat(agent.deployment().getMetadata().getGeneration()).hasToString(generation);
    assertThat(agent.deployment().getSpec().getReplicas()).isOne();
  }

  @Test
  void anImageEditedToABlockedOneKeepsTheAllowedOneRunning() {
    // Given
    Workload agent = scene.agent("edited").create("image: quay.io/a/b:1").awaitRunning();

    // When
    agent.edit("spec: {image: evil-registry.com/miner}").awaitReady("ImageNotValidated");

    // Then
    assertThat(agent.status().getPhase()).isEqualTo(Phase.Running);
    assertThat(agent.status().getImage()).isEqualTo("quay.io/a/b:1");
    assertThat(agent.deployment().getSpec().getReplicas()).isOne();

    // When
    scene.allow("docker.io");

    // Then
    agent.awaitPhase(Phase.Suspended);
    assertThat(agent.deployment().getSpec().getReplicas()).isZero();
  }

  @Test
  void anEditWhileStoppedTakesEffectWhenItIsAllowedAgain() {
    // Given
    Workload agent =
        scene.agent("edited-while-stopped").create("{image: quay.io/a/b, replicas: 2}");
    agent.awaitRunning();
    scene.allow("docker.io");
    agent.awaitPhase(Phase.Suspended);

    // When
    agent.edit("spec: {image: 'nginx:2', replicas: 3}").awaitRunning();

    // Then
    assertThat(agent.container().getImage()).isEqualTo("docker.io/library/nginx:2");
    assertThat(agent.deployment().getSpec().getReplicas()).isEqualTo(3);
  }

  /** Anybody who may edit Deployments can write the annotation. */
  @ParameterizedTest
  @ValueSource(strings = {"many", "-1", "3000000000"})
  void aBadNoteOfTheFormerNumberStandsInNobodysWay(String noted) {
    // Given
    String name = "bad-note-" + Integer.toHexString(noted.hashCode());
    Workload agent = scene.agent(name).create("image: quay.io/a/b").awaitRunning();
    scene.allow("docker.io");
    agent.awaitPhase(Phase.Suspended);
    await(() -> assertThat(agent.status().getReadyReplicas()).isZero());
    agent.editDeployment(
        deployment -> {
          deployment
              .getMetadata()
              .getAnnotations()
              .put("langop.io/replicas-before-revocation", noted);
          return deployment;
        });

    // When
    scene.allowDefaults();

    // Then
    agent.awaitRunning();
    assertThat(agent.deployment().getSpec().getReplicas()).isOne();
    assertThat(agent.deployment().getMetadata().getAnnotations())
        .doesNotContainKey("langop.io/replicas-before-revocation");
  }
}
