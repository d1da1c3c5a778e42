package io.langop.operator.workload;

import static io.langop.operator.workload.Workload.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus.Phase;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  /** What its author writes must not keep a revoked image running. */
  @ParameterizedTest
  @ValueSource(
      strings = {"not a reference", "evil-registry.com/miner", "other-evil-registry.com/miner"})
  void aRefusedImageInTheSpecDoesNotProtectWhatRuns(String refused) {
    // Given
    Workload agent =
        scene.agent("evades-" + Math.abs(refused.hashCode())).create("image: quay.io/a/b");
    agent.awaitRunning();
    agent.edit("spec: {image: '%s'}".formatted(refused)).awaitReady("ImageNotValidated");
    assertThat(agent.status().getImage()).isEqualTo("quay.io/a/b");

    // When
    scene.allow("docker.io");

    // Then
    await(() -> assertThat(agent.deployment().getSpec().getReplicas()).isZero());
    agent.awaitPhase(Phase.Suspended);
  }

  /** The message of a denial shows 20 entries, so this edit changes no verdict on any spec. */
  @Test
  void anEditThatChangesNoVerdictOnTheSpecStopsWhatRunsAllTheSame() {
    // Given
    String[] entries =
        Stream.concat(
                IntStream.range(0, 25).mapToObj("registry-%d.example"::formatted),
                Stream.of("quay.io"))
            .toArray(String[]::new);
    scene.allow(entries);
    Workload agent = scene.agent("hidden-entry").create("image: quay.io/a/b").awaitRunning();
    agent.edit("spec: {image: evil-registry.com/miner}").awaitReady("ImageNotValidated");

    // When
    entries[25] = "another.example";
    scene.allow(entries);

    // Then
    await(() -> assertThat(agent.deployment().getSpec().getReplicas()).isZero());
  }

  @Test
  void aContainerThatSomebodyAddedIsRevokedToo() {
    // Given
    Workload agent = scene.agent("foreign").create("{image: nginx, replicas: 2}").awaitRunning();
    agent.editDeployment(deployment -> with(deployment, "quay.io/somebody/sidecar"));
    agent.awaitRunning();

    // When
    scene.allow("docker.io");

    // Then
    await(() -> assertThat(agent.deployment().getSpec().getReplicas()).isZero());
    assertThat(agent.awaitReady("ForeignContainers").getMessage())
        .contains("init container 'somebody' with image 'quay.io/somebody/sidecar'");
    assertThat(agent.validated().getStatus()).isEqualTo("True");

    // When
    agent.editDeployment(
        deployment -> {
          deployment.getSpec().getTemplate().getSpec().setInitContainers(List.of());
          return deployment;
        });

    // Then
    agent.awaitRunning();
    assertThat(agent.deployment().getSpec().getReplicas()).isEqualTo(2);
  }

  /** Its pods run until its finalizers are gone, and that is for its author to say. */
  @Test
  void aResourceThatIsBeingDeletedIsRevokedToo() {
    // Given
    Workload agent = scene.agent("terminating").create("image: quay.io/a/b").awaitRunning();
    agent.edit("metadata: {finalizers: [example.com/keeps-it]}");
    agent.delete();
    agent.awaitReady("Terminating");
    assertThat(agent.deployment().getSpec().getReplicas()).isOne();

    // When
    scene.allow("docker.io");

    // Then
    await(() -> assertThat(agent.deployment().getSpec().getReplicas()).isZero());
    agent.edit("metadata: {finalizers: null}");
  }

  /** A pod with the revoked image must not start for the moment in between. */
  @Test
  void whatIsResumedStartsWithTheNewImageOnly() {
    // Given
    Workload agent = scene.agent("resumed").create("{image: quay.io/a/b, replicas: 2}");
    agent.awaitRunning();
    scene.allow("docker.io");
    agent.awaitPhase(Phase.Suspended);
    List<String> scaled = new CopyOnWriteArrayList<>();
    Watch watch =
        scene
            .client()
            .apps()
            .deployments()
            .inNamespace(scene.namespace())
            .withName("resumed")
            .watch(
                new Watcher<Deployment>() {
                  @Override
                  public void eventReceived(Action action, Deployment seen) {
                    if (seen.getSpec().getReplicas() > 0) {
                      scaled.add(
                          seen.getSpec().getTemplate().getSpec().getContainers().get(0).getImage());
                    }
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    scaled.add("the watch ended: " + cause);
                  }
                });

    // When
    try {
      agent.edit("spec: {image: nginx, replicas: null}").awaitRunning();

      // Then
      assertThat(agent.deployment().getSpec().getReplicas()).isEqualTo(2);
      assertThat(scaled).isNotEmpty().containsOnly("docker.io/library/nginx");
    } finally {
      watch.close();
    }
  }

  private static Deployment with(Deployment deployment, String image) {
    return new DeploymentBuilder(deployment)
        .editSpec()
        .editTemplate()
        .editSpec()
        .addNewInitContainer()
        .withName("somebody")
        .withImage(image)
        .endInitContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
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
