package io.langop.operator.workload;

import static io.langop.operator.workload.Workload.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ImageVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus.Phase;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every image counts: the allowlist decides about the images of volumes, too. */
@ExtendWith(ClusterExtension.class)
class ImageVolumesIT {

  private static Scene scene;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace namespace) {
    scene = Scene.start(cluster, namespace, Map.of("LANGUAGE_OPERATOR_REVOCATION_POLICY", "stop"));
  }

  @AfterAll
  static void stop() {
    if (scene != null) {
      scene.close();
    }
  }

  @BeforeEach
  void allow() {
    scene.allow("docker.io", "quay.io");
  }

  @ParameterizedTest
  @EnumSource
  void aBlockedImageVolumeBlocksTheWorkload(Kind kind) {
    // Given
    Workload workload =
        scene
            .workload(kind, "blocked-" + kind.component())
            .create(spec("nginx", "evil.example/model:1"));

    // Then
    workload.awaitReady("ImageNotValidated");
    assertThat(workload.validated().getReason()).isEqualTo("RegistryNotAllowed");
    assertThat(workload.validated().getMessage())
        .isEqualTo(
            "Image registry 'evil.example' is not in whitelist. Allowed: docker.io, quay.io");
    assertThat(workload.findDeployment()).isEmpty();
    await(
        () ->
            assertThat(
                    scene
                        .operator()
                        .metric(
                            "language_operator_blocked_images",
                            Map.of("name", workload.name(), "registry", "evil.example")))
                .hasValue(1));

    // When
    scene.allow("docker.io", "evil.example");

    // Then
    workload.awaitRunning();
    assertThat(workload.status().getVolumeImages()).containsExactly("evil.example/model:1");
  }

  @Test
  void theImageOfAVolumeIsNamedAsItWasDecided() {
    // When
    Workload agent = scene.agent("canonical").create(spec("nginx", "acme/model")).awaitRunning();

    // Then
    assertThat(volumeImage(agent)).isEqualTo("docker.io/acme/model");
    assertThat(agent.ready().getReason()).isEqualTo("WorkloadReady");
  }

  @Test
  void severalRefusedImagesAreToldTogether() {
    // When
    Workload agent = scene.agent("several").create(spec("evil.example/x", "Bad/"));

    // Then
    assertThat(agent.awaitValidated("InvalidImageReference").getMessage())
        .startsWith(
            "2 images are refused: Image registry 'evil.example' is not in whitelist. Image")
        .endsWith(". Allowed: docker.io, quay.io");
  }

  @Test
  void aWorkloadWhoseVolumeIsRevokedIsStoppedUntilItsAuthorTakesAnotherOne() {
    // Given
    Workload agent = scene.agent("revoked").create(spec("nginx", "quay.io/a/model")).awaitRunning();

    // When
    scene.allow("docker.io");

    // Then
    agent.awaitPhase(Phase.Suspended);
    assertThat(agent.status().getVolumeImages()).containsExactly("quay.io/a/model");

    // When
    agent.edit("spec: {volumes: [{name: model, image: {reference: acme/model}}]}");

    // Then
    agent.awaitRunning();
    assertThat(volumeImage(agent)).isEqualTo("docker.io/acme/model");

    // When the author takes it away
    scene.allow("quay.io", "docker.io/library/nginx");
    agent.awaitPhase(Phase.Suspended);
    agent.edit("spec: {volumes: null, volumeMounts: null}");

    // Then
    agent.awaitRunning();
    assertThat(volumes(agent)).isEmpty();
    assertThat(agent.status().getVolumeImages()).isNull();
  }

  @Test
  void aVolumeThatSomebodyAddsToTheDeploymentIsForeign() {
    // Given
    Workload agent = scene.agent("foreign").create(spec("nginx", "quay.io/a/model")).awaitRunning();

    // When
    agent.editDeployment(
        deployment -> {
          Volume added = new Volume();
          added.setName("added");
          added.setImage(new ImageVolumeSource(null, "evil.example/payload"));
          deployment.getSpec().getTemplate().getSpec().getVolumes().add(added);
          return deployment;
        });

    // Then
    assertThat(agent.awaitReady("ForeignContainers").getMessage())
        .contains("image volume 'added' with image 'evil.example/payload'");
    await(() -> assertThat(agent.status().getPhase()).isEqualTo(Phase.Suspended));
  }

  private static String spec(String image, String volumeImage) {
    return """
        image: %s
        volumes: [{name: model, image: {reference: %s}}]
        volumeMounts: [{name: model, mountPath: /model, readOnly: true}]
        """
        .formatted(image, volumeImage);
  }

  private static List<Volume> volumes(Workload agent) {
    return agent.deployment().getSpec().getTemplate().getSpec().getVolumes();
  }

  private static String volumeImage(Workload agent) {
    return volumes(agent).get(0).getImage().getReference();
  }
}
