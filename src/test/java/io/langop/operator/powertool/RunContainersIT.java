package io.langop.operator.powertool;

import static io.langop.operator.support.Profiling.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.api.toe.v1alpha1.TargetStatus;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.ImageMirror;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.ProfilingOperator;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which container of a pod is profiled, and what a pod bears of profilers. */
@ExtendWith(ClusterExtension.class)
class RunContainersIT {

  private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";
  private static final int MOST = 3;

  private static KubernetesClient client;
  private static String namespace;
  private static Profiling profiling;
  private static OperatorProcess operator;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace testNamespace) {
    client = cluster.adminClient();
    namespace = testNamespace.name();
    profiling = new Profiling(client, namespace);
    operator = ProfilingOperator.start(cluster, Map.of("MAX_PROFILERS_PER_POD", "" + MOST));
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.close();
    }
  }

  @Test
  void withoutANameTheContainerIsProfiledThatThePodDeclares() {
    // Given
    Pod pod =
        profiling.newPod("declared", "declared", Map.of(DEFAULT_CONTAINER, "web"), "main", "web");
    create(pod);

    // When
    profiling.run("declared", "aperf", "declared");

    // Then
    profiling.awaitPhase("declared", Phase.Completed);
    assertThat(profiling.injected("declared"))
        .extracting(EphemeralContainer::getTargetContainerName)
        .containsExactly("web");
  }

  @Test
  void aPodThatDeclaresAContainerItDoesNotHaveIsNotProfiled() {
    // Given
    create(profiling.newPod("misdeclared", "misdeclared", Map.of(DEFAULT_CONTAINER, "old")));

    // When
    profiling.run("misdeclared", "aperf", "misdeclared");

    // Then
    PowerTool tool = profiling.awaitPhase("misdeclared", Phase.Failed);
    assertThat(target(tool, "misdeclared"))
        .satisfies(
            target -> {
              assertThat(target.getReason()).isEqualTo("ContainerNotFound");
              assertThat(target.getMessage()).contains("'old'", DEFAULT_CONTAINER, "It has: main");
            });
    assertThat(profiling.injected("misdeclared")).isEmpty();
  }

  @Test
  void aSidecarCanBeProfiled() {
    // Given
    Pod pod =
        new PodBuilder(profiling.newPod("mesh", "mesh", Map.of()))
            .editSpec()
            .addNewInitContainer()
            .withName("proxy")
            .withImage("nginx")
            .withRestartPolicy("Always")
            .endInitContainer()
            .endSpec()
            .build();
    create(pod);

    // When
    profiling.run("mesh", "aperf", "mesh", spec -> spec.getTargets().setContainer("proxy"));
    profiling.run("no-mesh", "aperf", "mesh", spec -> spec.getTargets().setContainer("none"));

    // Then
    profiling.awaitPhase("mesh", Phase.Completed);
    assertThat(profiling.injected("mesh"))
        .extracting(EphemeralContainer::getTargetContainerName)
        .containsExactly("proxy");
    assertThat(target(profiling.awaitPhase("no-mesh", Phase.Failed), "mesh").getMessage())
        .endsWith("It has: main, proxy (sidecar)");
  }

  @Test
  void aStaticPodFailsAtOnceInTheWordsOfTheServer() {
    // Given
    Pod pod =
        new PodBuilder(
                profiling.newPod("static", "static", Map.of("kubernetes.io/config.mirror", "hash")))
            .editSpec()
            .withNodeName(client.nodes().list().getItems().get(0).getMetadata().getName())
            .endSpec()
            .build();
    create(pod);

    // When
    profiling.run("static", "aperf", "static");

    // Then
    PowerTool tool = profiling.awaitPhase("static", Phase.Failed);
    assertThat(target(tool, "static"))
        .satisfies(
            target -> {
              assertThat(target.getReason()).isEqualTo("InjectionRefused");
              assertThat(target.getMessage()).containsIgnoringCase("static pods");
            });
  }

  @Test
  void aPodBearsSoManyProfilersAndNoMore() {
    // Given
    profiling.pod("full", "full");
    for (int i = 1; i <= MOST; i++) {
      profiling.run("full-" + i, "aperf", "full");
      profiling.awaitPhase("full-" + i, Phase.Completed);
    }

    // When
    profiling.run("full", "aperf", "full");

    // Then
    PowerTool tool = profiling.awaitPhase("full", Phase.Failed);
    assertThat(target(tool, "full"))
        .satisfies(
            target -> {
              assertThat(target.getReason()).isEqualTo("TooManyProfilers");
              assertThat(target.getMessage()).contains("has 3 profilers", "replace the pod");
            });
    assertThat(profiling.injected("full")).hasSize(MOST);
  }

  @Test
  void ephemeralContainersOfOthersAreLeftAsTheyAre() {
    // Given
    profiling.pod("debugged", "debugged");
    for (int i = 0; i <= MOST; i++) {
      debug("debugged", "debugger-" + i);
    }
    List<EphemeralContainer> before = profiling.injected("debugged");

    // When
    profiling.run("debugged", "aperf", "debugged");

    // Then
    profiling.awaitPhase("debugged", Phase.Completed);
    assertThat(profiling.injected("debugged")).hasSize(MOST + 2).containsAll(before);
  }

  @Test
  void aContainerThatRestartsDuringARunDoesNotEndIt() {
    // Given
    profiling.hangingPod("restarts", "restarts");
    profiling.run("restarts", "aperf", "restarts", spec -> spec.getProfiler().setDuration("10m"));
    profiling.await(
        "restarts",
        tool -> assertThat(target(tool, "restarts").getState()).isEqualTo(State.Running));

    // When
    Eventually.editedStatus(
        client.pods().inNamespace(namespace).withName("restarts"), RunContainersIT::restarted);

    // Then
    profiling.sentinel("after-restart", "aperf");
    assertThat(profiling.tool("restarts").get().getStatus())
        .satisfies(
            status -> {
              assertThat(status.getPhase()).isEqualTo(Phase.Running);
              assertThat(status.getTargets())
                  .extracting(TargetStatus::getState, TargetStatus::getCompletionTime)
                  .containsExactly(tuple(State.Running, null));
            });
  }

  @Test
  void anImageThatSomethingInTheClusterReplacedIsToldWithTheOneOfTheCatalog() {
    // Given
    profiling.pod("mirrored", "mirrored");
    try (ImageMirror mirror = ImageMirror.in(client, namespace, "harbor.corp/hub")) {
      // When
      profiling.run("mirrored", "aperf", "mirrored");

      // Then
      PowerTool tool = profiling.awaitPhase("mirrored", Phase.Completed);
      String runs = profiling.injected("mirrored").get(0).getImage();
      assertThat(runs)
          .isEqualTo("harbor.corp/hub/your-registry/aperf:v1.0.0")
          .isEqualTo(mirror.imageFor("docker.io/your-registry/aperf:v1.0.0"));
      assertThat(tool.getStatus().getResolvedImage())
          .isEqualTo("docker.io/your-registry/aperf:v1.0.0");
      assertThat(target(tool, "mirrored").getImage()).isEqualTo(runs);
      Eventually.assertThat(
          () ->
              assertThat(profiling.events(tool))
                  .filteredOn(event -> event.getReason().equals("ImageReplaced"))
                  .singleElement()
                  .extracting(Event::getMessage)
                  .asString()
                  .contains(runs, "docker.io/your-registry/aperf:v1.0.0"));
      operator.awaitLog("has image '" + runs + "' instead of", Duration.ofSeconds(10));
    }
  }

  private static void create(Pod pod) {
    client.resource(pod).create();
    Eventually.assertThat(
        () ->
            assertThat(profiling.pod(pod.getMetadata().getName()).getStatus().getPhase())
                .isEqualTo("Running"));
  }

  /** As {@code kubectl debug} does it, whatever else changes the pod meanwhile. */
  private static void debug(String pod, String name) {
    client
        .pods()
        .inNamespace(namespace)
        .withName(pod)
        .ephemeralContainers()
        .patch(
            PatchContext.of(PatchType.STRATEGIC_MERGE),
            """
            {"spec":{"ephemeralContainers":[{"name":"%s","image":"busybox"}]}}
            """
                .formatted(name));
  }

  /** As a kubelet says it. */
  private static Pod restarted(Pod pod) {
    return new PodBuilder(pod)
        .editStatus()
        .editMatchingContainerStatus(status -> status.getName().equals("main"))
        .withRestartCount(1)
        .withReady(false)
        .withNewState()
        .withNewWaiting()
        .withReason("CrashLoopBackOff")
        .endWaiting()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
