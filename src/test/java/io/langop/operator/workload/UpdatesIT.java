package io.langop.operator.workload;

import static io.langop.operator.workload.Workload.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus.Phase;
import io.langop.operator.support.Eventually;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What changes of a resource, and of what belongs to it, lead to. */
@ExtendWith(ClusterExtension.class)
@Tag("native")
class UpdatesIT {

  /** Without a watch, a conflict of names is looked at again after a minute. */
  private static final Duration SOONER_THAN_A_RETRY = Duration.ofSeconds(10);

  private static final String BLOCKED = "spec: {image: evil-registry.com/miner}";

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
  void startWithTheDefaultAllowlist() {
    scene.allowDefaults();
  }

  @ParameterizedTest
  @EnumSource
  void aBlockedImageFreezesWhatRuns(Kind kind) {
    // Given
    Workload workload = scene.workload(kind, "freezes-" + kind.component());
    workload.create("image: nginx:1").awaitRunning();
    Deployment before = workload.deployment();

    // When
    workload.edit(
        "spec: {image: evil-registry.com/miner, replicas: 5, env: [{name: NEW, value: a}]}");
    Condition ready = workload.awaitReady("ImageNotValidated");

    // Then
    assertThat(workload.deployment().getSpec()).isEqualTo(before.getSpec());
    assertThat(workload.deployment().getMetadata().getGeneration())
        .isEqualTo(before.getMetadata().getGeneration());
    assertThat(workload.status().getPhase()).isEqualTo(Phase.Running);
    assertThat(workload.status().getImage()).isEqualTo("docker.io/library/nginx:1");
    assertThat(workload.status().getReadyReplicas()).isOne();
    assertThat(workload.validated().getStatus()).isEqualTo("False");
    assertThat(workload.validated().getMessage()).contains("'evil-registry.com'");
    assertThat(ready.getStatus()).isEqualTo("False");
    assertThat(ready.getMessage())
        .isEqualTo(
            "The image is not validated; the workload keeps running image"
                + " 'docker.io/library/nginx:1' and is not changed until it is");

    // When
    workload.edit("spec: {image: 'nginx:2'}").awaitRunning();

    // Then
    assertThat(workload.container().getImage()).isEqualTo("docker.io/library/nginx:2");
    assertThat(workload.container().getEnv()).extracting(EnvVar::getName).contains("NEW");
    assertThat(workload.status().getImage()).isEqualTo("docker.io/library/nginx:2");
    assertThat(workload.status().getReadyReplicas()).isEqualTo(5);
  }

  @Test
  void anotherAllowedImageIsRolledOut() {
    // Given
    Workload agent = scene.agent("rolls-out").create("image: nginx:1").awaitRunning();

    // When
    agent.edit("spec: {image: 'quay.io/acme/agent:2'}").awaitRunning();

    // Then
    assertThat(agent.container().getImage()).isEqualTo("quay.io/acme/agent:2");
    assertThat(agent.status().getImage()).isEqualTo("quay.io/acme/agent:2");
  }

  @ParameterizedTest
  @EnumSource
  void aDeletedResourceTakesItsChildrenAlong(Kind kind) {
    // Given
    Workload workload = scene.workload(kind, "deleted-" + kind.component());
    workload.create("image: nginx").awaitRunning();

    // When
    workload.delete();

    // Then
    await(
        () -> {
          assertThat(workload.findDeployment()).isEmpty();
          assertThat(workload.findService()).isEmpty();
          assertThat(workload.pods()).isZero();
        });
  }

  @Test
  void aDeletedDeploymentAndServiceComeBack() {
    // Given
    Workload tool = scene.tool("comes-back").create("image: nginx").awaitRunning();
    String deployment = tool.deployment().getMetadata().getUid();
    String service = tool.service().getMetadata().getUid();

    // When
    tool.deleteDeployment();
    scene.client().resource(tool.service()).delete();

    // Then
    await(
        () -> {
          assertThat(tool.deployment().getMetadata().getUid()).isNotEqualTo(deployment);
          assertThat(tool.service().getMetadata().getUid()).isNotEqualTo(service);
        });
    tool.awaitRunning();
  }

  @Test
  void aDeletedDeploymentStaysAwayWhileItsImageIsBlocked() {
    // Given
    Workload agent = scene.agent("stays-away").create("image: nginx").awaitRunning();
    agent.edit(BLOCKED).awaitReady("ImageNotValidated");

    // When
    agent.deleteDeployment();

    // Then
    agent.awaitPhase(Phase.Pending);
    assertThat(agent.status().getImage()).isNull();
    assertThat(agent.findDeployment()).isEmpty();
  }

  @Test
  void aForeignDeploymentIsNeverTouchedAndMakesWayAtOnce() {
    // Given
    Workload agent = scene.agent("foreign-deployment");
    Deployment foreign = scene.client().resource(foreignDeployment(agent.name())).create();
    Deployment settled = settled(foreign);

    // When
    agent.create("image: nginx").awaitReady("NameConflict");
    agent.edit("spec: {replicas: 2}").awaitReady("NameConflict");

    // Then
    assertThat(agent.ready().getStatus()).isEqualTo("False");
    assertThat(agent.ready().getMessage())
        .isEqualTo(
            "Deployment 'foreign-deployment' exists already and does not belong to this"
                + " LanguageAgent, so it is left alone. Delete it, or give the LanguageAgent"
                + " another name");
    assertThat(agent.validated().getStatus()).isEqualTo("True");
    assertThat(agent.status().getPhase()).isEqualTo(Phase.Failed);
    assertThat(agent.deployment()).isEqualTo(settled);

    // When
    agent.deleteDeployment();

    // Then
    Eventually.within(
        SOONER_THAN_A_RETRY,
        () -> assertThat(agent.container().getImage()).isEqualTo("docker.io/library/nginx"));
    agent.awaitRunning();
  }

  /** An apply that changes no field of somebody else would not be refused for its fields. */
  @Test
  void aForeignDeploymentWithTheSameSpecIsNeverTouched() {
    // Given
    Workload agent = scene.agent("foreign-twin").create("image: nginx").awaitRunning();
    Deployment own = agent.deployment();
    agent.delete();
    await(() -> assertThat(agent.findDeployment()).isEmpty());
    Deployment twin =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName(agent.name())
            .withNamespace(scene.namespace())
            .endMetadata()
            .withSpec(own.getSpec())
            .build();
    Deployment settled = settled(scene.client().resource(twin).create());

    // When
    agent.create("image: nginx").awaitReady("NameConflict");

    // Then
    assertThat(agent.deployment().getMetadata().getOwnerReferences()).isEmpty();
    assertThat(agent.deployment()).isEqualTo(settled);
  }

  @Test
  void aForeignServiceIsNeverTouchedAndMakesWayAtOnce() {
    // Given
    Workload tool = scene.tool("foreign-service");
    Service foreign =
        scene
            .client()
            .resource(
                new ServiceBuilder()
                    .withNewMetadata()
                    .withName(tool.name())
                    .withNamespace(scene.namespace())
                    .endMetadata()
                    .withNewSpec()
                    .addToSelector("app", "somebody-else")
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .endSpec()
                    .build())
            .create();

    // When
    tool.create("image: nginx").awaitReady("NameConflict");

    // Then
    assertThat(tool.ready().getMessage())
        .startsWith("Service 'foreign-service' exists already and does not belong to this");
    assertThat(tool.service()).isEqualTo(foreign);
    assertThat(tool.findDeployment()).isEmpty();

    // When
    scene.client().resource(foreign).delete();

    // Then
    tool.awaitRunning();
  }

  /** It was there before the operator, and the API server has forgotten that time. */
  @Test
  void aForeignObjectMayBeOld(TestCluster cluster) {
    // Given
    Workload agent = scene.agent("old-foreign");
    settled(scene.client().resource(foreignDeployment(agent.name())).create());
    scene.awaitSentinel(Kind.AGENT);
    // Of a namespace that is removed meanwhile, custom resources would be left behind for ever.
    Eventually.assertThat(
        () ->
            assertThat(cluster.adminClient().namespaces().list().getItems())
                .noneMatch(it -> "Terminating".equals(it.getStatus().getPhase())));
    cluster.stop(TestCluster.Component.API_SERVER);
    cluster.start(TestCluster.Component.API_SERVER);

    // When
    agent.create("image: nginx").awaitReady("NameConflict");
    double before = reconciliations("LanguageAgent");
    for (int i = 0; i < 5; i++) {
      scene.awaitSentinel(Kind.TOOL);
    }

    // Then
    assertThat(reconciliations("LanguageAgent") - before)
        .as("reconciliations while nothing happens to the agent")
        .isLessThan(5);

    // When
    agent.deleteDeployment();

    // Then
    agent.awaitRunning();
  }

  @ParameterizedTest
  @EnumSource
  void aDeploymentWithOurLabelsButAnotherOwnerIsForeign(Kind kind) {
    // Given
    Workload workload = scene.workload(kind, "labels-only-" + kind.component());
    Deployment foreign =
        scene
            .client()
            .resource(
                new DeploymentBuilder(foreignDeployment(workload.name()))
                    .editMetadata()
                    .addToLabels("app.kubernetes.io/managed-by", "language-operator")
                    .addToLabels("app.kubernetes.io/component", kind.component())
                    .endMetadata()
                    .build())
            .create();
    Deployment settled = settled(foreign);

    // When
    workload.create("image: nginx").awaitReady("NameConflict");

    // Then
    assertThat(workload.deployment()).isEqualTo(settled);
  }

  /** Its owner had the same name as the new one, and the garbage collector has not come yet. */
  @Test
  void aDeploymentOfADeletedNamesakeIsLeftToTheGarbageCollector() {
    // Given
    Workload agent = scene.agent("namesake").create("image: nginx:1").awaitRunning();
    String oldDeployment = agent.deployment().getMetadata().getUid();
    agent.editDeployment(
        deployment ->
            new DeploymentBuilder(deployment)
                .editMetadata()
                .addToFinalizers("example.com/hold")
                .endMetadata()
                .build());
    agent.delete();
    await(() -> assertThat(agent.deployment().getMetadata().getDeletionTimestamp()).isNotNull());

    // When
    agent.create("image: nginx:2").awaitReady("NameConflict");

    // Then
    assertThat(agent.container().getImage()).isEqualTo("docker.io/library/nginx:1");
    assertThat(agent.status().getImage()).isNull();

    // When
    agent.editDeployment(
        deployment ->
            new DeploymentBuilder(deployment)
                .editMetadata()
                .withFinalizers()
                .endMetadata()
                .build());

    // Then
    agent.awaitRunning();
    assertThat(agent.deployment().getMetadata().getUid()).isNotEqualTo(oldDeployment);
    assertThat(agent.container().getImage()).isEqualTo("docker.io/library/nginx:2");
  }

  @Test
  void anOwnerReferenceWithoutControlDoesNotMakeADeploymentOurs() {
    // Given
    Workload agent = scene.agent("mere-owner").create(BLOCKED.substring("spec: ".length()));
    agent.awaitReady("ImageNotValidated");
    Deployment foreign =
        scene
            .client()
            .resource(
                new DeploymentBuilder(foreignDeployment(agent.name()))
                    .editMetadata()
                    .addToLabels("app.kubernetes.io/managed-by", "language-operator")
                    .addToLabels("app.kubernetes.io/component", "agent")
                    .withOwnerReferences(mereOwner(agent))
                    .endMetadata()
                    .build())
            .create();
    Deployment settled = settled(foreign);

    // When
    agent.edit("spec: {image: nginx}").awaitReady("NameConflict");

    // Then
    assertThat(agent.deployment()).isEqualTo(settled);
  }

  /** With {@code kubectl get -o yaml}, a new name and {@code kubectl apply}, as people do. */
  @Test
  void aCopyOfOurDeploymentUnderAnotherNameDoesNoHarm() {
    // Given
    Workload agent = scene.agent("copied").create("image: nginx").awaitRunning();
    Deployment copy =
        new DeploymentBuilder(agent.deployment())
            .editMetadata()
            .withName("copy-of-copied")
            .withResourceVersion(null)
            .withUid(null)
            .withManagedFields()
            .endMetadata()
            .build();
    scene.client().resource(copy).create();

    // When
    agent.edit("spec: {image: 'nginx:2'}");

    // Then
    await(() -> assertThat(agent.container().getImage()).isEqualTo("docker.io/library/nginx:2"));
    await(() -> assertThat(agent.status().getObservedGeneration()).isEqualTo(2));
    assertThat(agent.status().getImage()).isEqualTo("docker.io/library/nginx:2");
    scene.client().resource(copy).delete();
  }

  @Test
  void anAgentAndAToolOfOneNameDoNotFight() {
    // Given
    Workload agent = scene.agent("one-name").create("image: nginx:1").awaitRunning();
    Workload tool = scene.tool("one-name");

    // When
    tool.create("image: nginx:2").awaitReady("NameConflict");

    // Then
    assertThat(tool.ready().getMessage())
        .startsWith("Deployment 'one-name' exists already and does not belong to this");
    assertThat(agent.container().getImage()).isEqualTo("docker.io/library/nginx:1");
    assertThat(agent.ready().getStatus()).isEqualTo("True");

    // When
    agent.delete();

    // Then
    tool.awaitRunning();
    assertThat(tool.container().getImage()).isEqualTo("docker.io/library/nginx:2");
  }

  @ParameterizedTest
  @EnumSource
  void aHandEditOfAFieldOfOursIsRepaired(Kind kind) {
    // Given
    Workload workload = scene.workload(kind, "hand-edited-" + kind.component());
    workload.create("image: nginx").awaitRunning();

    // When
    workload.editDeployment(
        deployment ->
            editContainer(deployment, container -> container.setImage("evil-registry.com/miner")));

    // Then
    await(() -> assertThat(workload.container().getImage()).isEqualTo("docker.io/library/nginx"));
    workload.awaitRunning();
    assertThat(workload.status().getImage()).isEqualTo("docker.io/library/nginx");
  }

  @Test
  void aHandEditedServiceIsRepaired() {
    // Given
    Workload tool = scene.tool("hand-edited-service").create("image: nginx").awaitRunning();

    // When
    Eventually.edited(
        scene.client().resource(tool.service()),
        service ->
            new ServiceBuilder(service)
                .editSpec()
                .addToSelector("app", "somebody-else")
                .endSpec()
                .build());

    // Then
    await(
        () ->
            assertThat(tool.service().getSpec().getSelector())
                .containsEntry("app", "hand-edited-service"));
  }

  @Test
  void aRefusedInitContainerThatSomebodyAddedIsTold() {
    // Given
    Workload agent = scene.agent("foreign-init").create("image: nginx").awaitRunning();

    // When
    agent.editDeployment(
        deployment ->
            new DeploymentBuilder(deployment)
                .editSpec()
                .editTemplate()
                .editSpec()
                .addNewInitContainer()
                .withName("miner")
                .withImage("evil.com/x")
                .endInitContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());

    // Then
    assertThat(agent.awaitReady("ForeignContainers").getMessage())
        .isEqualTo(
            "Somebody added to the Deployment what the allowlist does not allow: init container"
                + " 'miner' with image 'evil.com/x'. Remove it from the Deployment, or have its"
                + " registry added to the allowlist");
    assertThat(agent.validated().getStatus()).isEqualTo("True");
    assertThat(agent.status().getImage()).isEqualTo("docker.io/library/nginx");
    await(
        () ->
            assertThat(agent.events())
                .filteredOn(event -> event.getReason().equals("ForeignContainers"))
                .hasSize(1));

    // When an edit of the list allows it
    scene.allow("docker.io", "evil.com");

    // Then
    agent.awaitRunning();

    // When
    scene.allowDefaults();

    // Then
    agent.awaitReady("ForeignContainers");

    // When
    agent.editDeployment(
        deployment -> {
          deployment.getSpec().getTemplate().getSpec().setInitContainers(List.of());
          return deployment;
        });

    // Then
    agent.awaitRunning();
  }

  @Test
  void aRefusedSidecarAndARefusedImageVolumeAreTold() {
    // Given
    Workload agent = scene.agent("foreign-rest").create("image: nginx").awaitRunning();

    // When
    agent.editDeployment(
        deployment ->
            new DeploymentBuilder(deployment)
                .editSpec()
                .editTemplate()
                .editSpec()
                .addNewContainer()
                .withName("allowed")
                .withImage("quay.io/mesh/proxy")
                .endContainer()
                .addNewContainer()
                .withName("sidecar")
                .withImage("evil.com/sidecar")
                .endContainer()
                .addNewVolume()
                .withName("payload")
                .withNewImage()
                .withReference("EVIL/payload")
                .endImage()
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());

    // Then
    assertThat(agent.awaitReady("ForeignContainers").getMessage())
        .contains(
            ": container 'sidecar' with image 'evil.com/sidecar',"
                + " image volume 'payload' with image 'EVIL/payload'. Remove")
        .doesNotContain("quay.io");
  }

  /** Nothing repairs it while it is frozen, so it is stopped. */
  @Test
  void anImageThatSomebodyPutIntoAFrozenWorkloadIsScaledToZero() {
    // Given
    Workload agent =
        scene.agent("frozen-edit").create("{image: quay.io/a/b, replicas: 2}").awaitRunning();
    scene.allow("docker.io");
    agent.awaitReady("ImageNotValidated");
    assertThat(agent.deployment().getSpec().getReplicas()).isEqualTo(2);

    // When
    agent.editDeployment(
        deployment -> {
          deployment
              .getSpec()
              .getTemplate()
              .getSpec()
              .getContainers()
              .get(0)
              .setImage("evil.com/x");
          return deployment;
        });

    // Then
    await(() -> assertThat(agent.deployment().getSpec().getReplicas()).isZero());
    await(
        () ->
            assertThat(agent.ready().getMessage())
                .contains("was started after the image had been refused"));

    // When
    agent.scaleByHand(3);

    // Then
    await(() -> assertThat(agent.deployment().getSpec().getReplicas()).isZero());

    // When
    scene.allowDefaults();

    // Then
    agent.awaitRunning();
    assertThat(agent.container().getImage()).isEqualTo("quay.io/a/b");
    assertThat(agent.deployment().getSpec().getReplicas()).isEqualTo(2);
  }

  @Test
  void aStrippedLabelIsRestored() {
    // Given
    Workload tool = scene.tool("stripped").create("image: nginx").awaitRunning();

    // When
    tool.editDeployment(deployment -> withoutLabels(deployment));
    Eventually.edited(scene.client().resource(tool.service()), UpdatesIT::withoutLabels);

    // Then
    await(
        () -> {
          assertThat(tool.deployment().getMetadata().getLabels())
              .containsEntry("app.kubernetes.io/managed-by", "language-operator");
          assertThat(tool.service().getMetadata().getLabels())
              .containsEntry("app.kubernetes.io/managed-by", "language-operator");
        });
    assertThat(tool.awaitRunning().status().getPhase()).isEqualTo(Phase.Running);
  }

  /** The operator finds its Deployments by their labels. */
  @Test
  void aFrozenWorkloadIsDescribedAsItIsEvenWithoutItsLabels() {
    // Given
    Workload agent = scene.agent("stripped-frozen").create("image: nginx").awaitRunning();
    agent.edit(BLOCKED).awaitReady("ImageNotValidated");

    // When
    agent.editDeployment(deployment -> withoutLabels(deployment));
    scene.awaitSentinel(Kind.AGENT);
    agent.edit("spec: {image: other-evil.com/miner}").awaitReady("ImageNotValidated");

    // Then
    assertThat(agent.status().getPhase()).isEqualTo(Phase.Running);
    assertThat(agent.status().getImage()).isEqualTo("docker.io/library/nginx");
  }

  @Test
  void whatIsNotOursIsLeftInPeace() {
    // Given
    Workload agent = scene.agent("left-in-peace").create("image: nginx").awaitRunning();

    // When
    scene
        .client()
        .resource(agent.deployment())
        .patch(
            PatchContext.of(PatchType.STRATEGIC_MERGE),
            """
            metadata: {annotations: {example.com/team: a}, labels: {example.com/team: a}}
            spec:
              minReadySeconds: 1
              template:
                metadata: {annotations: {kubectl.kubernetes.io/restartedAt: now}}
                spec:
                  terminationGracePeriodSeconds: 7
                  containers: [{name: sidecar, image: registry.k8s.io/pause}]
            """);
    agent.edit("spec: {image: 'nginx:2'}").awaitRunning();

    // Then
    Deployment deployment = agent.deployment();
    assertThat(deployment.getMetadata().getAnnotations()).containsEntry("example.com/team", "a");
    assertThat(deployment.getMetadata().getLabels()).containsEntry("example.com/team", "a");
    assertThat(deployment.getSpec().getMinReadySeconds()).isOne();
    assertThat(deployment.getSpec().getTemplate().getMetadata().getAnnotations())
        .containsEntry("kubectl.kubernetes.io/restartedAt", "now");
    assertThat(deployment.getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds())
        .isEqualTo(7);
    assertThat(deployment.getSpec().getTemplate().getSpec().getContainers())
        .extracting(Container::getName, Container::getImage)
        .containsExactlyInAnyOrder(
            tuple("agent", "docker.io/library/nginx:2"), tuple("sidecar", "registry.k8s.io/pause"));
    assertThat(agent.status().getImage()).isEqualTo("docker.io/library/nginx:2");
  }

  @Test
  void withoutReplicasTheNumberIsLeftToWhoeverScales() {
    // Given
    Workload agent = scene.agent("scaled-by-hand").create("image: nginx").awaitRunning();

    // When
    agent.scaleByHand(3);
    await(() -> assertThat(agent.status().getReadyReplicas()).isEqualTo(3));
    agent.edit("spec: {image: 'nginx:2'}").awaitRunning();

    // Then
    assertThat(agent.deployment().getSpec().getReplicas()).isEqualTo(3);
    assertThat(agent.status().getReadyReplicas()).isEqualTo(3);
  }

  @Test
  void withReplicasTheNumberIsRepaired() {
    // Given
    Workload agent =
        scene.agent("fixed-number").create("{image: nginx, replicas: 2}").awaitRunning();

    // When
    agent.scaleByHand(5);

    // Then
    await(() -> assertThat(agent.deployment().getSpec().getReplicas()).isEqualTo(2));
    await(() -> assertThat(agent.status().getReadyReplicas()).isEqualTo(2));
    agent.awaitRunning();
  }

  @Test
  void replicasTakenBackLeavesTheNumberAsItIs() {
    // Given
    Workload agent =
        scene.agent("replicas-taken-back").create("{image: nginx, replicas: 3}").awaitRunning();

    // When
    agent.edit("spec: {replicas: null}").awaitRunning();

    // Then
    assertThat(agent.deployment().getSpec().getReplicas()).isEqualTo(3);

    // When
    agent.scaleByHand(4);
    agent.edit("spec: {image: 'nginx:2'}").awaitRunning();

    // Then
    assertThat(agent.deployment().getSpec().getReplicas()).isEqualTo(4);
  }

  /** The Deployment once it is complete, and the cluster's own controllers write no more. */
  private static Deployment settled(Deployment created) {
    await(
        () -> {
          DeploymentStatus status = scene.client().resource(created).get().getStatus();
          assertThat(status.getAvailableReplicas()).isOne();
          assertThat(status.getConditions())
              .extracting(DeploymentCondition::getReason)
              .contains("NewReplicaSetAvailable");
        });
    return scene.client().resource(created).get();
  }

  private static Deployment foreignDeployment(String name) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(scene.namespace())
        .endMetadata()
        .withNewSpec()
        .withNewSelector()
        .addToMatchLabels("foreign", name)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("foreign", name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("agent")
        .withImage("registry.k8s.io/pause")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static OwnerReference mereOwner(Workload agent) {
    return new OwnerReferenceBuilder()
        .withApiVersion("langop.io/v1alpha1")
        .withKind("LanguageAgent")
        .withName(agent.name())
        .withUid(agent.get().getMetadata().getUid())
        .withController(false)
        .build();
  }

  private static <R extends HasMetadata> R withoutLabels(R resource) {
    resource.getMetadata().setLabels(Map.of());
    return resource;
  }

  private static Deployment editContainer(Deployment deployment, Consumer<Container> edit) {
    edit.accept(deployment.getSpec().getTemplate().getSpec().getContainers().get(0));
    return deployment;
  }

  private static double reconciliations(String kind) {
    return scene
        .operator()
        .metric("operator_sdk_reconciliations_started_total", Map.of("kind", kind))
        .orElseThrow();
  }
}
