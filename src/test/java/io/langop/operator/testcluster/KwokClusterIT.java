package io.langop.operator.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.langop.operator.support.Eventually;
import io.langop.operator.testcluster.TestCluster.Component;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the tests of the operator rely on. */
class KwokClusterIT {
  private static KwokCluster cluster;
  private static KubernetesClient client;
  private static TestNamespace namespace;

  @BeforeAll
  static void startCluster() {
    cluster = KwokCluster.start();
    client = cluster.adminClient();
    namespace = TestNamespace.create(client, "KwokClusterIT");
  }

  @AfterAll
  static void removeCluster() {
    cluster.close();
    assertThat(cluster.directory()).doesNotExist();
    assertThat(processesIn(cluster.directory())).isEmpty();
  }

  @Test
  void isTheKubernetesThatWasBuilt() {
    assertThat(client.getKubernetesVersion().getGitVersion())
        .isEqualTo(cluster.programs().version());
    assertThat(client.nodes().list().getItems()).hasSize(2).allMatch(Readiness::isNodeReady);
  }

  @Test
  void listensOnLoopbackOnly() throws IOException {
    String configuration =
        Files.readString(cluster.directory().resolve("kwok/clusters/test/kwok.yaml"));

    assertThat(configuration).contains("--listen-client-urls=http://127.0.0.1:");
    assertThat(configuration).doesNotContain("0.0.0.0");
  }

  @Test
  void aControllerManagerThatGaveUpWaitingForItsApiServerIsStartedAgain() {
    // Given
    KwokProcess manager = cluster.component("kube-controller-manager");
    cluster.stop(Component.API_SERVER);
    manager.kill();
    manager.start();
    Eventually.assertThat(() -> assertThat(manager.dead()).isTrue());
    cluster.start(Component.API_SERVER);

    // When
    cluster.scaleNodes(2);

    // Then
    assertThat(manager.running()).isTrue();
  }

  @Test
  void rollsOutScalesAndRemovesADeployment() {
    // Given
    Deployment deployment = client.resource(deployment("web", "nginx", 2)).create();
    awaitReplicas(deployment, 2);
    assertThat(pods("web"))
        .hasSize(2)
        .allMatch(Readiness::isPodReady)
        .allMatch(pod -> pod.getStatus().getPhase().equals("Running"))
        .allMatch(pod -> pod.getStatus().getPodIP() != null);

    // When
    client.resource(deployment).scale(0);

    // Then
    Eventually.assertThat(() -> assertThat(pods("web")).isEmpty());
    client.resource(deployment).scale(3);
    awaitReplicas(deployment, 3);

    // When
    client.resource(deployment).delete();

    // Then
    Eventually.assertThat(() -> assertThat(pods("web")).isEmpty());
  }

  @Test
  void replacesAnImage() {
    Deployment deployment = client.resource(deployment("rolling", "nginx:1", 1)).create();
    awaitReplicas(deployment, 1);

    Eventually.edited(
        client.apps().deployments().inNamespace(namespace.name()).withName("rolling"),
        current -> {
          var template = current.getSpec().getTemplate();
          template.getSpec().getContainers().get(0).setImage("nginx:2");
          return current;
        });

    Eventually.assertThat(
        () ->
            assertThat(pods("rolling"))
                .singleElement()
                .extracting(pod -> pod.getStatus().getContainerStatuses().get(0).getImage())
                .isEqualTo("nginx:2"));
    client.resource(deployment).delete();
  }

  @Test
  void deletingAnOwnerRemovesWhatItOwns() {
    // Given
    ConfigMap owner = client.resource(configMap("owner")).create();
    ConfigMap child =
        client
            .resource(
                new ConfigMapBuilder(configMap("child"))
                    .editMetadata()
                    .addNewOwnerReference()
                    .withApiVersion("v1")
                    .withKind("ConfigMap")
                    .withName("owner")
                    .withUid(owner.getMetadata().getUid())
                    .endOwnerReference()
                    .endMetadata()
                    .build())
            .create();

    // When
    client.resource(owner).delete();

    // Then
    Eventually.assertThat(() -> assertThat(client.resource(child).get()).isNull());
  }

  @Test
  void anImageThatCannotBePulledKeepsThePodWaiting() {
    Deployment deployment =
        client.resource(deployment("stuck", "example.com/test-unpullable:1", 1)).create();

    Eventually.assertThat(
        () ->
            assertThat(pods("stuck"))
                .flatExtracting(pod -> pod.getStatus().getContainerStatuses())
                .extracting(status -> status.getState().getWaiting().getReason())
                .containsExactly("ImagePullBackOff"));
    client.resource(deployment).delete();
    Eventually.assertThat(() -> assertThat(pods("stuck")).isEmpty());
  }

  @Test
  void playsEphemeralContainers() {
    // Given
    Pod pod =
        client
            .resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withNamespace(namespace.name())
                    .withName("target")
                    .endMetadata()
                    .withNewSpec()
                    .addNewContainer()
                    .withName("main")
                    .withImage("nginx")
                    .endContainer()
                    .endSpec()
                    .build())
            .create();
    Eventually.assertThat(
        () -> assertThat(client.resource(pod).get()).matches(Readiness::isPodReady));

    // When
    inject("good", "example.com/profiler:1", "10s");

    // Then
    Eventually.assertThat(() -> assertThat(ephemeral("good").getRunning()).isNotNull());
    Eventually.assertThat(() -> assertThat(exitCode("good")).isZero());

    // When
    inject("bad", "example.com/test-failing:1", "100ms");

    // Then
    Eventually.assertThat(() -> assertThat(exitCode("bad")).isEqualTo(1));
    assertThat(exitCode("good")).isZero();

    // When
    inject("endless", "example.com/test-hanging:1", "100ms");
    inject("absent", "example.com/test-unpullable:1", "100ms");

    // Then
    Eventually.assertThat(
        () -> {
          assertThat(ephemeral("absent").getWaiting()).isNotNull();
          assertThat(ephemeral("endless").getRunning()).isNotNull();
        });
  }

  @Test
  void aServiceAccountMayOnlyDoWhatItsRolesSay() {
    // Given
    Path kubeconfig = cluster.kubeconfigFor(namespace.name(), "default");

    try (KubernetesClient restricted = Clients.of(kubeconfig)) {
      // When, Then
      assertThatThrownBy(() -> restricted.secrets().inNamespace(namespace.name()).list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
    assertThat(kubeconfig).isReadable();
  }

  @Test
  void keepsItsDataWhenComponentsCrash() {
    ConfigMap kept = client.resource(configMap("kept")).create();

    for (Component component : Component.values()) {
      // When
      cluster.stop(component);

      // Then
      try (KubernetesClient impatient = Clients.impatient(cluster.adminKubeconfig())) {
        assertThatThrownBy(
                () -> impatient.resource(configMap("lost-" + component.ordinal())).create())
            .as("writing without %s", component)
            .isInstanceOf(KubernetesClientException.class);
      }

      // When
      cluster.start(component);

      // Then
      assertThat(client.resource(kept).get().getMetadata().getUid())
          .isEqualTo(kept.getMetadata().getUid());
    }

    // And controllers and nodes still work
    Deployment deployment = client.resource(deployment("after-crash", "nginx", 1)).create();
    awaitReplicas(deployment, 1);
    client.resource(deployment).delete();
  }

  @Test
  void scalesItsNodes() {
    cluster.scaleNodes(4);
    assertThat(client.nodes().list().getItems()).hasSize(4).allMatch(Readiness::isNodeReady);

    cluster.scaleNodes(2);
    assertThat(client.nodes().list().getItems()).hasSize(2);
  }

  @Test
  void twoClustersDoNotDisturbEachOther() {
    try (KwokCluster other = KwokCluster.start(1)) {
      client.resource(configMap("only-in-one")).create();

      assertThat(other.adminClient().namespaces().withName(namespace.name()).get()).isNull();
      assertThat(other.adminClient().getMasterUrl()).isNotEqualTo(client.getMasterUrl());
    }
    assertThat(client.resource(configMap("only-in-one")).get()).isNotNull();
  }

  @Test
  void aKilledJvmLeavesNothingBehind() throws Exception {
    // Given
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ClusterHolder.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path directory;
    try (BufferedReader output = jvm.inputReader()) {
      directory = Path.of(output.readLine());
      assertThat(processesIn(directory)).hasSize(5);

      // When
      jvm.destroyForcibly();
    }

    // Then
    Eventually.assertThat(() -> assertThat(processesIn(directory)).isEmpty());
    Eventually.assertThat(() -> assertThat(directory).doesNotExist());
  }

  private static List<String> processesIn(Path directory) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().command().isPresent() ? process.info() : null)
        .filter(info -> info != null && info.commandLine().isPresent())
        .map(info -> info.commandLine().get())
        .filter(line -> line.contains(directory + "/"))
        .toList();
  }

  private static void awaitReplicas(Deployment deployment, int count) {
    Eventually.assertThat(
        () ->
            assertThat(client.resource(deployment).get().getStatus().getReadyReplicas())
                .isEqualTo(count));
  }

  private static List<Pod> pods(String app) {
    return client.pods().inNamespace(namespace.name()).withLabel("app", app).list().getItems();
  }

  private static void inject(String name, String image, String duration) {
    var container =
        new EphemeralContainerBuilder()
            .withName(name)
            .withImage(image)
            .withTargetContainerName("main")
            .addNewEnv()
            .withName("PROFILER_DURATION")
            .withValue(duration)
            .endEnv()
            .build();
    Eventually.edited(
        client.pods().inNamespace(namespace.name()).withName("target").ephemeralContainers(),
        pod -> {
          pod.getSpec().getEphemeralContainers().add(container);
          return pod;
        });
  }

  private static ContainerState ephemeral(String name) {
    return client
        .pods()
        .inNamespace(namespace.name())
        .withName("target")
        .get()
        .getStatus()
        .getEphemeralContainerStatuses()
        .stream()
        .filter(status -> status.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getState();
  }

  private static int exitCode(String name) {
    return ephemeral(name).getTerminated().getExitCode();
  }

  private static ConfigMap configMap(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(namespace.name())
        .withName(name)
        .endMetadata()
        .addToData("key", "value")
        .build();
  }

  private static Deployment deployment(String name, String image, int replicas) {
    Map<String, String> labels = Map.of("app", name);
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace(namespace.name())
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage(image)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
