package io.langop.operator.workload;

import static io.langop.operator.workload.Workload.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.langop.operator.api.langop.v1alpha1.LanguageToolStatus;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus.Phase;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the status of an agent or tool says, word for word, and when it is written. */
@ExtendWith(ClusterExtension.class)
@Tag("native")
class StatusIT {

  private static final String DEFAULTS =
      "docker.io, gcr.io, *.gcr.io, quay.io, ghcr.io, registry.k8s.io, codeberg.org, gitlab.com,"
          + " *.amazonaws.com, *.azurecr.io";

  private static TestCluster cluster;
  private static Scene scene;

  @BeforeAll
  static void start(TestCluster testCluster, TestNamespace namespace) {
    cluster = testCluster;
    scene = Scene.start(testCluster, namespace, Map.of());
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
  void anAllowedImageRunsAndTheStatusSaysSo(Kind kind) {
    // When
    Workload workload = scene.workload(kind, "allowed-" + kind.component());
    workload.create("{image: 'us.gcr.io/project/image:1', replicas: 2}").awaitRunning();

    // Then
    assertCondition(
        workload.validated(),
        "True",
        "RegistryAllowed",
        "Image registry 'us.gcr.io' is in whitelist");
    assertCondition(workload.ready(), "True", "WorkloadReady", "2 of 2 pods are ready");
    WorkloadStatus status = workload.status();
    assertThat(status.getPhase()).isEqualTo(Phase.Running);
    assertThat(status.getImage()).isEqualTo("us.gcr.io/project/image:1");
    assertThat(status.getReadyReplicas()).isEqualTo(2);
    assertThat(status.getObservedGeneration()).isEqualTo(1);
    assertThat(status.getConditions())
        .extracting(Condition::getObservedGeneration)
        .containsOnly(1L);
  }

  @ParameterizedTest
  @EnumSource
  void aBlockedImageStaysPendingAndNoPodExists(Kind kind) {
    // When
    Workload workload = scene.workload(kind, "blocked-" + kind.component());
    workload.create("image: evil-registry.com/miner:latest").awaitReady("ImageNotValidated");

    // Then
    assertCondition(
        workload.validated(),
        "False",
        "RegistryNotAllowed",
        "Image registry 'evil-registry.com' is not in whitelist. Allowed: " + DEFAULTS);
    assertCondition(
        workload.ready(),
        "False",
        "ImageNotValidated",
        "The image is not validated, so nothing runs");
    assertThat(workload.status().getPhase()).isEqualTo(Phase.Pending);
    assertThat(workload.status().getImage()).isNull();
    assertThat(workload.status().getReadyReplicas()).isZero();
    assertThat(workload.findDeployment()).isEmpty();
    assertThat(workload.findService()).isEmpty();
    assertThat(workload.pods()).isZero();
  }

  @Test
  void aRepositoryOutsideOfTheListedPathIsNamed() {
    // Given
    scene.allow("ghcr.io/acme", "docker.io");

    // When
    Workload agent = scene.agent("other-path").create("image: ghcr.io/evil/x:1");
    agent.awaitReady("ImageNotValidated");

    // Then
    await(
        () ->
            assertCondition(
                agent.validated(),
                "False",
                "RegistryNotAllowed",
                "Image repository 'ghcr.io/evil/x' is not in whitelist. Allowed: ghcr.io/acme,"
                    + " docker.io"));
  }

  @Test
  void aLongAllowlistIsShownInPart() {
    // Given
    scene.allow(
        IntStream.rangeClosed(1, 25).mapToObj(i -> "r" + i + ".example").toArray(String[]::new));

    // When
    Workload agent = scene.agent("long-list").create("image: evil-registry.com/x");
    agent.awaitReady("ImageNotValidated");

    // Then
    String shown =
        String.join(
            ", ", IntStream.rangeClosed(1, 20).mapToObj(i -> "r" + i + ".example").toList());
    await(
        () ->
            assertThat(agent.validated().getMessage())
                .startsWith("Image registry 'evil-registry.com' is not in whitelist. Allowed: ")
                .contains(shown)
                .doesNotContain("r21.example")
                .endsWith("and 5 more"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nginx:latest:1 | the tag contains ':'",
        "https://docker.io/nginx | it has a scheme: write it without 'https://'",
        "docker.io/Nginx | the repository has upper-case letters: write it in lower case",
        "' nginx' | it contains white space",
        "docker.io//nginx | it contains '//'"
      })
  void anImageThatIsNoReferenceIsExplained(String image, String why) {
    // When
    Workload agent = scene.agent("invalid-" + Integer.toHexString(image.hashCode()));
    agent.create("image: '" + image + "'").awaitReady("ImageNotValidated");

    // Then
    assertCondition(
        agent.validated(),
        "False",
        "InvalidImageReference",
        "Image '%s' is not a valid image reference: %s".formatted(image, why));
    assertThat(agent.findDeployment()).isEmpty();
  }

  @Test
  void withoutAnAllowlistNothingNewRunsAndTheStatusSaysWhatToDo() {
    // Given
    Workload running = scene.agent("before-loss").create("image: nginx").awaitRunning();

    // When
    scene.deleteAllowlist();

    // Then
    running.awaitReady("ImageNotValidated");
    Workload fresh = scene.agent("after-loss").create("image: nginx");
    fresh.awaitReady("ImageNotValidated");
    String what =
        "ConfigMap 'kube-system/operator-config' does not exist, so no image can be validated and"
            + " nothing new is started. List the allowed registries under its key"
            + " 'allowed-registries': kubectl edit configmap operator-config -n kube-system (a"
            + " ConfigMap that kustomize made has a hash after its name, unless"
            + " disableNameSuffixHash is set)";
    assertCondition(fresh.validated(), "Unknown", "AllowlistUnavailable", what);
    assertCondition(running.validated(), "Unknown", "AllowlistUnavailable", what);
    assertThat(running.status().getPhase()).isEqualTo(Phase.Running);
    assertThat(fresh.status().getPhase()).isEqualTo(Phase.Pending);
    assertThat(fresh.findDeployment()).isEmpty();

    // When
    scene.allowDefaults();

    // Then
    running.awaitRunning();
    fresh.awaitRunning();
  }

  @Test
  void aWorkloadWithoutPodsIsSuspended() {
    // When
    Workload agent = scene.agent("suspended").create("{image: nginx, replicas: 0}");
    agent.awaitPhase(Phase.Suspended);

    // Then
    assertCondition(agent.ready(), "False", "Suspended", "The workload is scaled to zero");

    // When
    agent.edit("spec: {replicas: 1}");

    // Then
    agent.awaitRunning();
    assertThat(agent.status().getPhase()).isEqualTo(Phase.Running);
  }

  @Test
  void aWorkloadIsPendingWhileItsPodsStart() {
    // When
    Workload agent = scene.agent("starting").create("{image: nginx, nodeSelector: {no: node}}");
    agent.awaitReady("WorkloadProgressing");

    // Then
    assertThat(agent.status().getPhase()).isEqualTo(Phase.Pending);
    assertCondition(agent.ready(), "False", "WorkloadProgressing", "0 of 1 pods are ready");
  }

  @Test
  void aQuotaThatKeepsPodsAwayMakesItFail() {
    // Given
    try (TestNamespace narrow = TestNamespace.create(scene.client(), "no-pods")) {
      scene
          .client()
          .resource(
              new ResourceQuotaBuilder()
                  .withNewMetadata()
                  .withName("no-pods")
                  .withNamespace(narrow.name())
                  .endMetadata()
                  .withNewSpec()
                  .addToHard("pods", new Quantity("0"))
                  .endSpec()
                  .build())
          .create();
      awaitNoPod(narrow.name(), "exceeded quota");

      // When
      Workload agent = scene.agentIn(narrow.name(), "over-quota").create("image: nginx");

      // Then
      agent.awaitPhase(Phase.Failed);
      assertThat(agent.ready().getReason()).isEqualTo("FailedCreate");
      assertThat(agent.ready().getMessage())
          .startsWith("0 of 1 pods are ready: ")
          .contains("exceeded quota: no-pods");
      assertThat(agent.validated().getStatus()).isEqualTo("True");
    }
  }

  @Test
  void aNamespaceWithRestrictedPodSecuritySaysWhatIsMissing() {
    // Given
    try (TestNamespace restricted = TestNamespace.createRestricted(scene.client())) {
      // When
      Workload agent = scene.agentIn(restricted.name(), "unrestricted").create("image: nginx");

      // Then
      agent.awaitPhase(Phase.Failed);
      assertThat(agent.ready().getMessage()).contains("violates PodSecurity \"restricted");

      // When
      agent.edit(
          """
          spec:
            podSecurityContext: {runAsNonRoot: true}
            securityContext: {capabilities: {drop: [ALL]}}
          """);

      // Then
      agent.awaitRunning();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatTheApiServerRefusesIsSaidAndRecoversWhenItIsRepaired(Kind kind) {
    // When
    Workload workload = scene.workload(kind, "refused-" + kind.component());
    workload
        .create("{image: nginx, resources: {requests: {cpu: 2}, limits: {cpu: 1}}}")
        .awaitReady("WorkloadRejected");

    // Then
    assertThat(workload.ready().getStatus()).isEqualTo("False");
    assertThat(workload.ready().getMessage())
        .startsWith(
            "The API server refused the workload: Deployment.apps \"%s\" is invalid: "
                .formatted(workload.name()))
        .doesNotContain("https://")
        .contains("must be less than or equal to cpu limit");
    assertThat(workload.status().getPhase()).isEqualTo(Phase.Failed);
    assertThat(workload.validated().getStatus()).isEqualTo("True");
    assertThat(workload.findDeployment()).isEmpty();

    // When
    workload.edit("spec: {resources: {requests: {cpu: 1}}}");

    // Then
    workload.awaitRunning();
  }

  @Test
  void aRefusedChangeLeavesTheWorkloadRunning() {
    // Given
    Workload agent = scene.agent("refused-change").create("image: nginx").awaitRunning();

    // When
    agent
        .edit("spec: {resources: {requests: {cpu: 2}, limits: {cpu: 1}}}")
        .awaitReady("WorkloadRejected");

    // Then
    assertThat(agent.status().getPhase()).isEqualTo(Phase.Running);
    assertThat(agent.status().getReadyReplicas()).isEqualTo(1);
  }

  @Test
  void aToolTellsItsUrl() {
    // When
    Workload tool = scene.tool("url").create("{image: nginx, port: 9090}").awaitRunning();

    // Then
    assertThat(((LanguageToolStatus) tool.status()).getEndpoint())
        .isEqualTo("http://url.%s.svc:9090".formatted(scene.namespace()));

    // When
    tool.edit("spec: {port: 9091}").awaitRunning();

    // Then
    assertThat(((LanguageToolStatus) tool.status()).getEndpoint()).endsWith(":9091");
  }

  @Test
  void theNumberOfReadyPodsFollowsTheWorkload() {
    // Given
    Workload agent = scene.agent("growing").create("image: nginx").awaitRunning();

    // When
    agent.edit("spec: {replicas: 3}").awaitRunning();

    // Then
    assertThat(agent.status().getReadyReplicas()).isEqualTo(3);
    assertThat(agent.status().getObservedGeneration()).isEqualTo(2);
    assertThat(agent.status().getConditions())
        .extracting(Condition::getObservedGeneration)
        .containsOnly(2L);
  }

  @Test
  void aConditionIsAsOldAsItsStatus() {
    // Given
    Workload agent = scene.agent("ageing").create("image: evil-registry.com/a");
    agent.awaitReady("ImageNotValidated");
    String longAgo = "2026-01-01T00:00:00Z";
    age(agent, longAgo);

    // When
    agent.edit("spec: {image: other-evil.com/b}").awaitReady("ImageNotValidated");

    // Then
    assertThat(agent.validated().getMessage()).contains("'other-evil.com'");
    assertThat(agent.validated().getLastTransitionTime()).isEqualTo(longAgo);

    // When
    agent.edit("spec: {image: nginx}").awaitValidated("RegistryAllowed");

    // Then
    assertThat(Instant.parse(agent.validated().getLastTransitionTime()))
        .isAfter(Instant.parse(longAgo));
  }

  @Test
  void eventsTellOfChangesOnly() {
    // Given
    Workload agent = scene.agent("events").create("image: evil-registry.com/a");
    await(() -> assertThat(reasons(agent)).containsExactly("RegistryNotAllowed"));

    // When
    scene.allow("docker.io", "evil-registry.com");
    await(
        () ->
            assertThat(reasons(agent))
                .containsExactlyInAnyOrder("RegistryNotAllowed", "RegistryAllowed"));
    agent.edit("spec: {env: [{name: A, value: a}]}").awaitRunning();
    scene.allowDefaults();

    // Then
    await(
        () ->
            assertThat(reasons(agent))
                .containsExactlyInAnyOrder(
                    "RegistryNotAllowed", "RegistryAllowed", "RegistryNotAllowed"));
    assertThat(agent.events())
        .allSatisfy(
            event ->
                assertThat(event.getType())
                    .isEqualTo(event.getReason().equals("RegistryAllowed") ? "Normal" : "Warning"))
        .extracting(Event::getMessage)
        .contains(
            "Image registry 'evil-registry.com' is in whitelist",
            "Image registry 'evil-registry.com' is not in whitelist. Allowed: " + DEFAULTS);
  }

  @ParameterizedTest
  @EnumSource
  void aStatusThatSaysTheSameIsNotWritten(Kind kind) {
    // Given
    Workload workload = scene.workload(kind, "unchanged-" + kind.component());
    workload.create("image: nginx").awaitRunning();
    String before = workload.get().getMetadata().getResourceVersion();

    // When
    workload.editDeployment(
        deployment ->
            new DeploymentBuilder(deployment)
                .editMetadata()
                .addToLabels("app.kubernetes.io/part-of", "somebody-else")
                .endMetadata()
                .build());
    await(
        () ->
            assertThat(workload.deployment().getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/part-of", "language-operator"));
    scene.awaitSentinel(kind);

    // Then
    assertThat(workload.get().getMetadata().getResourceVersion()).isEqualTo(before);
  }

  /** What the API server has made of the fields must not look like drift each time. */
  @ParameterizedTest
  @EnumSource
  void aWorkloadWithAllFieldsIsAppliedOnce(Kind kind) {
    // Given
    Workload workload = scene.workload(kind, "steady-" + kind.component());
    StringBuilder spec = new StringBuilder();
    SpecField.COMMON.forEach(field -> spec.append(field.yaml()));
    workload.create(spec.toString()).awaitValidated("RegistryAllowed");
    await(() -> assertThat(workload.deployment().getStatus().getObservedGeneration()).isOne());

    // When
    scene.awaitSentinel(kind);

    // Then
    assertThat(workload.deployment().getMetadata().getGeneration()).isOne();
  }

  @ParameterizedTest
  @EnumSource
  void aForgedVerdictIsPutRight(Kind kind) {
    // Given
    Workload workload = scene.workload(kind, "forged-" + kind.component());
    workload.create("image: evil-registry.com/a").awaitReady("ImageNotValidated");

    // When
    workload.editStatus(
        """
        status:
          phase: Running
          conditions:
            - {type: ImageValidated, status: 'True', reason: RegistryAllowed, message: trust me,
               lastTransitionTime: '2026-01-01T00:00:00Z'}
            - {type: Ready, status: 'True', reason: WorkloadReady, message: trust me,
               lastTransitionTime: '2026-01-01T00:00:00Z'}
        """);

    // Then
    await(
        () -> {
          assertThat(workload.validated().getStatus()).isEqualTo("False");
          assertThat(workload.ready().getStatus()).isEqualTo("False");
          assertThat(workload.status().getPhase()).isEqualTo(Phase.Pending);
        });
    assertThat(workload.findDeployment()).isEmpty();
  }

  @Test
  void waitingForAFrozenResourceNeverSucceeds() throws IOException, InterruptedException {
    // Given
    Workload agent = scene.agent("frozen").create("image: nginx").awaitRunning();
    assertThat(kubectlWait("frozen", "1m")).isZero();

    // When
    agent.edit("spec: {image: evil-registry.com/a}").awaitReady("ImageNotValidated");

    // Then
    assertThat(agent.status().getPhase()).isEqualTo(Phase.Running);
    assertThat(kubectlWait("frozen", "1s")).isNotZero();
  }

  private static int kubectlWait(String agent, String limit)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                cluster.kubectl().orElseThrow().toString(),
                "--kubeconfig",
                cluster.adminKubeconfig().toString(),
                "--namespace",
                scene.namespace(),
                "wait",
                "--for=condition=Ready",
                "--timeout=" + limit,
                "lagent/" + agent)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).containsAnyOf("condition met", "timed out");
    return process.waitFor();
  }

  /** The API server learns a moment later what it is to refuse. */
  private static void awaitNoPod(String namespace, String words) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("refused")
            .withNamespace(namespace)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("app")
            .withImage("nginx")
            .endContainer()
            .endSpec()
            .build();
    await(
        () ->
            assertThatThrownBy(() -> scene.client().resource(pod).dryRun().create())
                .hasMessageContaining(words));
  }

  private static void age(Workload workload, String since) {
    Condition validated = workload.validated();
    Condition ready = workload.ready();
    workload.editStatus(
        """
        status:
          conditions:
            - {type: %s, status: '%s', reason: %s, message: "%s", observedGeneration: 1,
               lastTransitionTime: '%s'}
            - {type: %s, status: '%s', reason: %s, message: "%s", observedGeneration: 1,
               lastTransitionTime: '%s'}
        """
            .formatted(
                validated.getType(),
                validated.getStatus(),
                validated.getReason(),
                validated.getMessage(),
                since,
                ready.getType(),
                ready.getStatus(),
                ready.getReason(),
                ready.getMessage(),
                since));
  }

  private static List<String> reasons(Workload workload) {
    return workload.events().stream().map(Event::getReason).toList();
  }

  private static void assertCondition(
      Condition condition, String status, String reason, String message) {
    assertThat(condition)
        .extracting(Condition::getStatus, Condition::getReason, Condition::getMessage)
        .containsExactly(status, reason, message);
  }
}
