package io.langop.operator.powertool;

import static io.langop.operator.support.Profiling.complete;
import static io.langop.operator.support.Profiling.imageResolved;
import static io.langop.operator.support.Profiling.target;
import static io.langop.operator.support.Profiling.targetsFound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.api.RunDuration;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.api.toe.v1alpha1.TargetStatus;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.Proofs;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.Patience;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A run from its beginning to each of its ends, on pods of a real API server. */
@ExtendWith(ClusterExtension.class)
@Tag("native")
class PowerToolRunIT {

  private static final Map<String, String> TOOLS =
      Map.of("aperf", "your-registry/aperf:v1.0.0", "aprof", "registry.corp:5000/aprof:v1.0.0");
  private static final String REFUSED = "refuses-profilers";

  /** Long enough for a slow machine, and short enough to wait for. */
  private static final long GRACE_SECONDS = Patience.of(Duration.ofSeconds(10)).toSeconds();

  private static KubernetesClient client;
  private static String namespace;
  private static Profiling profiling;
  private static Catalog catalog;
  private static Path kubeconfig;
  private static OperatorProcess operator;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace testNamespace) throws IOException {
    client = cluster.adminClient();
    namespace = testNamespace.name();
    profiling = new Profiling(client, namespace);
    catalog = new Catalog(client);
    kubeconfig = OperatorInstall.shipped().apply(cluster);
    catalog.set(TOOLS);
    startOperator();
    startExample();
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.close();
    }
  }

  @BeforeEach
  void restoreCatalog() {
    ConfigMap left = catalog.resource().get();
    if (left != null && TOOLS.equals(left.getData())) {
      return;
    }
    catalog.set(TOOLS);
    Eventually.assertThat(
        () ->
            assertThat(operator.metric("language_operator_catalog_entries", Map.of()))
                .hasValue(TOOLS.size()));
    Proofs.expire(operator, "catalog");
  }

  private static void startOperator() {
    operator =
        OperatorProcess.with(kubeconfig)
            .environment("LANGUAGE_OPERATOR_POWERTOOL_DEADLINE_GRACE", GRACE_SECONDS + "s")
            .start()
            .awaitReady(Duration.ofSeconds(60));
  }

  /** It takes 30 seconds, so the other tests run in the meantime. */
  private static void startExample() throws IOException {
    profiling.pod("my-app-1", "my-app");
    profiling.pod("my-app-2", "my-app");
    profiling.pod("other-app", "other-app");
    try (TestNamespace other = TestNamespace.create(client, "other-namespace");
        InputStream example =
            PowerToolRunIT.class.getResourceAsStream("PowerToolRunIT/secure-profiling.yaml")) {
      Profiling neighbour = new Profiling(client, other.name());
      neighbour.pod("my-app-1", "my-app");
      client.load(example).inNamespace(namespace).create();
      profiling.awaitPhase("secure-profiling", Phase.Running);
      assertThat(neighbour.injected("my-app-1")).isEmpty();
    }
  }

  @Test
  void theBeginAndTheEndOfARunAreInTheLog() {
    // Given
    profiling.pod("logged", "logged");

    // When
    profiling.run("logged", "aperf", "logged");
    profiling.awaitPhase("logged", Phase.Completed);

    // Then
    String run =
        "Run of PowerTool %s/logged %%s: tool 'aperf', image 'docker.io/your-registry/aperf:v1.0.0', %%s"
            .formatted(namespace);
    operator.awaitLog(run.formatted("begins", "pods 1"), Duration.ofSeconds(10));
    operator.awaitLog(
        run.formatted("ends", "Completed: Targets completed: 1"), Duration.ofSeconds(10));
  }

  @Test
  void theDocumentedExampleRunsToItsEndInPodsOfItsOwnNamespace() {
    // When
    PowerTool tool = profiling.awaitPhase("secure-profiling", Phase.Completed);

    // Then
    assertThat(tool.getStatus().getResolvedImage())
        .isEqualTo("docker.io/your-registry/aperf:v1.0.0");
    assertThat(tool.getStatus().getProgress()).isEqualTo("2/2");
    assertThat(tool.getStatus().getObservedGeneration()).isEqualTo(1);
    assertThat(tool.getStatus().getStartTime()).isNotNull();
    assertThat(tool.getStatus().getCompletionTime()).isNotNull();
    assertThat(tool.getStatus().getTargets())
        .extracting(
            TargetStatus::getPod,
            TargetStatus::getContainer,
            TargetStatus::getState,
            TargetStatus::getExitCode)
        .containsExactly(
            tuple("my-app-1", "main", State.Completed, 0),
            tuple("my-app-2", "main", State.Completed, 0));
    assertThat(imageResolved(tool))
        .extracting("status", "reason")
        .containsExactly("True", "ToolFound");
    assertThat(complete(tool)).extracting("status", "reason").containsExactly("True", "Completed");

    // And
    EphemeralContainer container = onlyContainer("my-app-1");
    assertThat(container.getName())
        .isEqualTo("profiler-" + tool.getMetadata().getUid() + "-1")
        .isEqualTo(tool.getStatus().getContainerName());
    assertThat(container.getImage()).isEqualTo("docker.io/your-registry/aperf:v1.0.0");
    assertThat(container.getTargetContainerName()).isEqualTo("main");
    assertThat(container.getEnv())
        .extracting(EnvVar::getName, EnvVar::getValue)
        .containsExactlyInAnyOrder(
            tuple("PROFILER_TOOL", "aperf"),
            tuple("PROFILER_DURATION", "30s"),
            tuple("PROFILER_DURATION_SECONDS", "30"),
            tuple("TARGET_POD_NAME", "my-app-1"),
            tuple("TARGET_NAMESPACE", namespace),
            tuple("TARGET_CONTAINER_NAME", "main"),
            tuple("OUTPUT_MODE", "ephemeral"));
    assertThat(profiling.injected("other-app")).isEmpty();
  }

  @Test
  void argumentsReachTheProfiler() {
    // Given
    profiling.pod("args", "args");

    // When
    profiling.run(
        "args",
        "aprof",
        "args",
        spec -> spec.getProfiler().setArgs(List.of("--rate=99", "$(PROFILER_TOOL) x")));

    // Then
    profiling.awaitPhase("args", Phase.Completed);
    assertThat(onlyContainer("args").getArgs()).containsExactly("--rate=99", "$(PROFILER_TOOL) x");
    assertThat(onlyContainer("args").getImage()).isEqualTo("registry.corp:5000/aprof:v1.0.0");
  }

  @Test
  void anUnknownToolIsToldAndRunsByItselfOnceItIsAdded() {
    // Given
    profiling.pod("unknown", "unknown");
    profiling.run("unknown", "perf2", "unknown");
    PowerTool waiting = profiling.awaitObstacle("unknown", "ToolNotFound");
    assertThat(waiting.getStatus().getPhase()).isEqualTo(Phase.Pending);
    assertThat(imageResolved(waiting))
        .extracting("status", "reason", "message")
        .containsExactly(
            "False",
            "ToolNotFound",
            "Tool 'perf2' is not in the profiler image catalog. Available: aperf, aprof");
    assertThat(profiling.injected("unknown")).isEmpty();

    // When
    catalog.put("perf2", "ghcr.io/acme/perf2@sha256:" + "a".repeat(64));

    // Then
    profiling.awaitPhase("unknown", Phase.Completed);
    assertThat(onlyContainer("unknown").getImage())
        .isEqualTo("ghcr.io/acme/perf2@sha256:" + "a".repeat(64));
  }

  @Test
  void aBadImageInTheCatalogRunsNowhereUntilItIsRepaired() {
    // Given
    catalog.put("broken", "https://registry.corp/perf");
    profiling.pod("broken", "broken");
    profiling.pod("beside-broken", "beside-broken");

    // When
    profiling.run("broken", "broken", "broken");
    profiling.run("beside-broken", "aperf", "beside-broken");

    // Then
    PowerTool waiting = profiling.awaitObstacle("broken", "InvalidImageReference");
    assertThat(waiting.getStatus().getPhase()).isEqualTo(Phase.Pending);
    assertThat(imageResolved(waiting))
        .satisfies(
            condition -> {
              assertThat(condition.getStatus()).isEqualTo("False");
              assertThat(condition.getMessage())
                  .startsWith("The profiler image catalog has no valid image reference for tool")
                  .doesNotContain("registry.corp");
            });
    profiling.awaitPhase("beside-broken", Phase.Completed);
    assertThat(profiling.injected("broken")).isEmpty();

    // And
    catalog.put("broken", "registry.corp/perf");
    profiling.awaitPhase("broken", Phase.Completed);
  }

  @Test
  void withoutCatalogNothingStartsAndWhatRunsGoesOn() {
    // Given
    profiling.hangingPod("before-loss", "before-loss");
    profiling.pod("after-loss", "after-loss");
    profiling.run("before-loss", "aperf", "before-loss");
    profiling.awaitPhase("before-loss", Phase.Running);

    // When
    catalog.delete();
    // A run that is asked for within a second of the last proof may begin with what was proved.
    Eventually.assertThat(
        () ->
            assertThat(operator.metric("language_operator_catalog_loaded", Map.of())).hasValue(0));

    // Then
    profiling.run("after-loss", "aperf", "after-loss");
    PowerTool waiting = profiling.awaitObstacle("after-loss", "CatalogUnavailable");
    assertThat(imageResolved(waiting))
        .satisfies(
            condition -> {
              assertThat(condition.getStatus()).isEqualTo("Unknown");
              assertThat(condition.getReason()).isEqualTo("CatalogUnavailable");
              assertThat(condition.getMessage())
                  .contains("toe-system/profiler-images", "does not exist", "update-profiler");
            });
    profiling.endProfilers("before-loss");
    profiling.awaitPhase("before-loss", Phase.Completed);
    assertThat(profiling.injected("after-loss")).isEmpty();

    // And
    catalog.set(TOOLS);
    profiling.awaitPhase("after-loss", Phase.Completed);
  }

  @Test
  void anEmptyCatalogHasNoTool() {
    // Given
    catalog.set(Map.of());
    profiling.pod("empty", "empty");
    Proofs.expire(operator, "catalog");

    // When
    profiling.run("empty", "aperf", "empty");

    // Then
    PowerTool waiting = profiling.awaitObstacle("empty", "ToolNotFound");
    assertThat(imageResolved(waiting).getMessage())
        .isEqualTo("Tool 'aperf' is not in the profiler image catalog. Available: none");
  }

  @Test
  void withoutPodsARunWaitsAndStartsWhenOneAppears() {
    // Given
    profiling.run("no-pods", "aperf", "no-pods");
    PowerTool waiting = profiling.awaitObstacle("no-pods", "NoMatchingPods");
    assertThat(waiting.getStatus().getPhase()).isEqualTo(Phase.Pending);
    assertThat(targetsFound(waiting))
        .extracting("status", "reason")
        .containsExactly("False", "NoMatchingPods");

    // When
    profiling.pod("no-pods", "no-pods");

    // Then
    profiling.awaitPhase("no-pods", Phase.Completed);
  }

  @Test
  void aProfilerThatFailsIsToldWithItsExitCode() {
    // Given
    profiling.failingPod("fails-1", "fails");
    profiling.pod("fails-2", "fails");

    // When
    profiling.run("fails", "aperf", "fails");

    // Then
    PowerTool tool = profiling.awaitPhase("fails", Phase.Failed);
    assertThat(target(tool, "fails-1"))
        .extracting(TargetStatus::getState, TargetStatus::getExitCode, TargetStatus::getReason)
        .containsExactly(State.Failed, 1, "Error");
    assertThat(target(tool, "fails-2").getState()).isEqualTo(State.Completed);
    assertThat(tool.getStatus().getProgress()).isEqualTo("1/2");
    assertThat(complete(tool))
        .extracting("status", "reason", "message")
        .containsExactly(
            "False",
            "TargetsFailed",
            "Targets failed: 1 of 2; pod 'fails-1': The profiler ended with exit code 1");
  }

  @Test
  void aProfilerThatNeverEndsFailsAfterItsGrace() {
    // Given
    profiling.hangingPod("hangs", "hangs");

    // When
    profiling.run("hangs", "aperf", "hangs");

    // Then
    PowerTool tool = profiling.awaitPhase("hangs", Phase.Failed);
    assertThat(target(tool, "hangs"))
        .extracting(TargetStatus::getReason, TargetStatus::getMessage)
        .containsExactly(
            "DeadlineExceeded",
            ("The profiler still runs, %s after its duration of 1s; an ephemeral container cannot"
                    + " be removed from a pod")
                .formatted(RunDuration.text(Duration.ofSeconds(GRACE_SECONDS))));
  }

  @Test
  void ofSeveralContainersOneHasToBeNamed() {
    // Given
    profiling.pod("several", "several", "main", "sidecar");

    // When
    profiling.run("unnamed", "aperf", "several");
    profiling.run("misnamed", "aperf", "several", spec -> spec.getTargets().setContainer("none"));
    profiling.run("named", "aperf", "several", spec -> spec.getTargets().setContainer("sidecar"));

    // Then
    assertThat(target(profiling.awaitPhase("unnamed", Phase.Failed), "several"))
        .satisfies(
            target -> {
              assertThat(target.getReason()).isEqualTo("ContainerNotNamed");
              assertThat(target.getMessage()).endsWith("main, sidecar");
            });
    assertThat(target(profiling.awaitPhase("misnamed", Phase.Failed), "several").getReason())
        .isEqualTo("ContainerNotFound");
    profiling.awaitPhase("named", Phase.Completed);
    assertThat(onlyContainer("several"))
        .satisfies(
            container -> {
              assertThat(container.getTargetContainerName()).isEqualTo("sidecar");
              assertThat(container.getEnv())
                  .extracting(EnvVar::getName, EnvVar::getValue)
                  .contains(tuple("TARGET_CONTAINER_NAME", "sidecar"));
            });
  }

  @Test
  void aPodThatIsDeletedFailsAndTheOtherGoesOn() {
    // Given
    profiling.hangingPod("vanishes-1", "vanishes");
    profiling.pod("vanishes-2", "vanishes");
    profiling.run("vanishes", "aperf", "vanishes");
    profiling.await(
        "vanishes",
        tool -> assertThat(target(tool, "vanishes-1").getState()).isEqualTo(State.Running));

    // When
    client.pods().inNamespace(namespace).withName("vanishes-1").withGracePeriod(0).delete();

    // Then
    PowerTool tool = profiling.awaitPhase("vanishes", Phase.Failed);
    assertThat(target(tool, "vanishes-1").getReason()).isEqualTo("PodGone");
    assertThat(target(tool, "vanishes-2").getState()).isEqualTo(State.Completed);
  }

  @Test
  void aPodThatAppearsLaterIsNotTouchedAndAFinishedRunNeverStartsAgain() {
    // Given
    profiling.hangingPod("once-1", "once");
    profiling.run("once", "aperf", "once");
    profiling.awaitPhase("once", Phase.Running);
    profiling.pod("once-2", "once");
    profiling.endProfilers("once");
    PowerTool finished = profiling.awaitPhase("once", Phase.Completed);

    // When
    operator.stop();
    startOperator();
    catalog.put("aperf", "your-registry/aperf:v2");
    profiling.pod("once-3", "once");
    profiling.sentinel("after-restart", "aprof");

    // Then
    assertThat(profiling.injected("once-1")).hasSize(1);
    assertThat(profiling.injected("once-2")).isEmpty();
    assertThat(profiling.injected("once-3")).isEmpty();
    assertThat(profiling.tool("once").require().getMetadata().getResourceVersion())
        .isEqualTo(finished.getMetadata().getResourceVersion());
  }

  @Test
  void anEditOfTheCatalogChangesLaterRunsOnly() {
    // Given
    profiling.hangingPod("edited", "edited");
    profiling.run("holds", "aprof", "edited", spec -> spec.getProfiler().setDuration("10m"));
    profiling.awaitPhase("holds", Phase.Running);
    profiling.run("started", "aperf", "edited", spec -> spec.getProfiler().setDuration("10m"));
    profiling.awaitPhase("started", Phase.Conflicted);

    // When
    catalog.put("aperf", "your-registry/aperf:v2.0.0");
    Proofs.expire(operator, "catalog");
    profiling.pod("later", "later");
    profiling.run("later", "aperf", "later");

    // Then
    profiling.awaitPhase("later", Phase.Completed);
    assertThat(onlyContainer("later").getImage()).isEqualTo("docker.io/your-registry/aperf:v2.0.0");
    profiling.tool("holds").delete();
    PowerTool started = profiling.awaitPhase("started", Phase.Running);
    assertThat(started.getStatus().getResolvedImage())
        .isEqualTo("docker.io/your-registry/aperf:v1.0.0");
    assertThat(containerOf(started, "edited").getImage())
        .isEqualTo("docker.io/your-registry/aperf:v1.0.0");
  }

  @Test
  void ofTwoRunsInOnePodOneWaitsForTheOther() {
    // Given
    profiling.hangingPod("shared", "shared");
    profiling.run("first", "aperf", "shared");
    profiling.awaitPhase("first", Phase.Running);

    // When
    profiling.run("second", "aprof", "shared");

    // Then
    PowerTool waiting = profiling.awaitPhase("second", Phase.Conflicted);
    assertThat(target(waiting, "shared"))
        .extracting(TargetStatus::getState, TargetStatus::getMessage)
        .containsExactly(State.Conflicted, "PowerTool 'first' is profiling this pod");
    assertThat(profiling.injected("shared")).hasSize(1);

    // And
    profiling.endProfilers("shared");
    PowerTool second = profiling.awaitPhase("second", Phase.Completed);
    PowerTool first = profiling.awaitPhase("first", Phase.Completed);
    assertThat(target(second, "shared").getStartTime())
        .isGreaterThanOrEqualTo(target(first, "shared").getCompletionTime());
    assertThat(profiling.injected("shared")).hasSize(2);
  }

  @Test
  void whatAnAdmissionPolicyRefusesFailsInItsWordsAndTheOtherPodGoesOn() {
    // Given
    profiling.pod("policed-1", "policed");
    profiling.label("policed-1", REFUSED, "yes");
    profiling.pod("policed-2", "policed");
    Refusal refusal = new Refusal();
    try {
      // When
      profiling.run("policed", "aperf", "policed");

      // Then
      PowerTool tool = profiling.awaitPhase("policed", Phase.Failed);
      assertThat(target(tool, "policed-1"))
          .satisfies(
              target -> {
                assertThat(target.getReason()).isEqualTo("InjectionRefused");
                assertThat(target.getMessage()).contains(Refusal.WORDS);
              });
      assertThat(target(tool, "policed-2").getState()).isEqualTo(State.Completed);
      assertThat(profiling.injected("policed-1")).isEmpty();
    } finally {
      refusal.lift();
    }
  }

  @Test
  void whatPodSecurityRefusesFailsInTheWordsOfTheServer() {
    // Given
    try (TestNamespace restricted = TestNamespace.create(client, "restricted")) {
      Profiling there = new Profiling(client, restricted.name());
      there.pod("restricted", "restricted");
      Eventually.edited(
          client.namespaces().withName(restricted.name()),
          read ->
              new NamespaceBuilder(read)
                  .editMetadata()
                  .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                  .endMetadata()
                  .build());
      awaitRefused(there.newPod("probe", "probe", Map.of()));

      // When
      there.run("restricted", "aperf", "restricted");

      // Then
      PowerTool tool = there.awaitPhase("restricted", Phase.Failed);
      assertThat(target(tool, "restricted"))
          .satisfies(
              target -> {
                assertThat(target.getReason()).isEqualTo("InjectionRefused");
                assertThat(target.getMessage()).contains("violates PodSecurity \"restricted");
              });
      assertThat(there.injected("restricted")).isEmpty();
    }
  }

  @Test
  void anotherContainerOfThatNameIsNotTakenForOurs() {
    // Given
    profiling.pod("taken", "taken");
    PowerTool tool = profiling.run("taken", "not-yet", "taken");
    profiling.awaitObstacle("taken", "ToolNotFound");
    Eventually.edited(
        client.pods().inNamespace(namespace).withName("taken").ephemeralContainers(),
        pod ->
            new PodBuilder(pod)
                .editSpec()
                .addToEphemeralContainers(
                    new EphemeralContainerBuilder()
                        .withName("profiler-" + tool.getMetadata().getUid() + "-1")
                        .withImage("evil-registry.com/miner")
                        .build())
                .endSpec()
                .build());

    // When
    catalog.put("not-yet", "your-registry/late:v1");

    // Then
    PowerTool failed = profiling.awaitPhase("taken", Phase.Failed);
    assertThat(target(failed, "taken").getReason()).isEqualTo("ContainerNameTaken");
    assertThat(profiling.injected("taken")).hasSize(1);
  }

  @Test
  void aFinishedRunIsDeletedWhenItsTimeToLiveIsOver() {
    // Given
    profiling.pod("ttl", "ttl");
    profiling.run("kept", "aperf", "ttl");
    profiling.awaitPhase("kept", Phase.Completed);

    // When
    profiling.run("ttl", "aperf", "ttl", spec -> spec.setTtlSecondsAfterFinished(1L));

    // Then
    Eventually.within(
        Duration.ofSeconds(60), () -> assertThat(profiling.tool("ttl").get()).isNull());
    assertThat(onlyContainers("ttl", 2)).isNotEmpty();
    assertThat(profiling.tool("kept").get()).isNotNull();
  }

  @Test
  void theSpecOfAStartedRunIsFixedExceptForItsPaceAndItsTimeToLive() {
    // Given
    profiling.pod("fixed", "fixed");
    profiling.run("fixed", "aperf", "fixed");
    profiling.awaitPhase("fixed", Phase.Completed);

    // When, Then
    List<UnaryOperator<PowerTool>> changes =
        List.of(
            changed(spec -> spec.getProfiler().setTool("aprof")),
            changed(spec -> spec.getProfiler().setDuration("2s")),
            changed(spec -> spec.getProfiler().setArgs(List.of("-x"))),
            changed(spec -> spec.getTargets().setContainer("main")),
            changed(spec -> spec.getTargets().getLabelSelector().setMatchLabels(Map.of("a", "b"))));
    assertThat(changes)
        .allSatisfy(
            change ->
                assertThatThrownBy(() -> Eventually.edited(profiling.tool("fixed"), change))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining(
                        "spec of a started PowerTool cannot change, except suspend, maxConcurrent"
                            + " and ttlSecondsAfterFinished"));

    // And
    Eventually.edited(profiling.tool("fixed"), changed(spec -> spec.setSuspend(true)));
    Eventually.edited(profiling.tool("fixed"), changed(spec -> spec.setMaxConcurrent(1)));
    Eventually.edited(
        profiling.tool("fixed"), changed(spec -> spec.setTtlSecondsAfterFinished(0L)));
    Eventually.within(
        Duration.ofSeconds(60), () -> assertThat(profiling.tool("fixed").get()).isNull());
    assertThat(profiling.injected("fixed")).hasSize(1);
  }

  @Test
  void aSpecMayBeRepairedBeforeItsRunHasStarted() {
    // Given
    profiling.pod("repaired", "repaired");
    profiling.run("repaired", "apref", "repaired");
    profiling.awaitObstacle("repaired", "ToolNotFound");

    // When
    Eventually.edited(
        profiling.tool("repaired"), changed(spec -> spec.getProfiler().setTool("aperf")));

    // Then
    PowerTool tool = profiling.awaitPhase("repaired", Phase.Completed);
    assertThat(tool.getStatus().getObservedGeneration()).isEqualTo(2);
    assertThat(onlyContainer("repaired").getName()).endsWith("-2");
  }

  @Test
  void aDurationBeyondTheBoundIsRefusedForGood() {
    // Given
    profiling.pod("long", "long");

    // When
    profiling.run("long", "aperf", "long", spec -> spec.getProfiler().setDuration("1h1ns"));

    // Then
    PowerTool tool = profiling.awaitObstacle("long", "DurationTooLong");
    assertThat(tool.getStatus().getPhase()).isEqualTo(Phase.Failed);
    assertThat(profiling.injected("long")).isEmpty();
  }

  private interface Change {
    void apply(PowerToolSpec spec);
  }

  private static UnaryOperator<PowerTool> changed(Change change) {
    return tool -> {
      change.apply(tool.getSpec());
      return tool;
    };
  }

  private static EphemeralContainer onlyContainer(String pod) {
    return onlyContainers(pod, 1).get(0);
  }

  private static List<EphemeralContainer> onlyContainers(String pod, int count) {
    List<EphemeralContainer> containers = profiling.injected(pod);
    assertThat(containers).hasSize(count);
    return containers;
  }

  private static EphemeralContainer containerOf(PowerTool tool, String pod) {
    return profiling.injected(pod).stream()
        .filter(container -> container.getName().equals(tool.getStatus().getContainerName()))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitRefused(Pod probe) {
    Eventually.within(
        Duration.ofSeconds(60),
        () ->
            assertThatThrownBy(() -> client.resource(probe).dryRun().create())
                .isInstanceOf(KubernetesClientException.class));
  }

  /** An administrator's policy against profilers in labelled pods. */
  private static final class Refusal {
    static final String WORDS = "profilers are not welcome in this pod";

    private static final String POLICY =
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: no-profilers}
        spec:
          failurePolicy: Fail
          matchConstraints:
            resourceRules:
              - apiGroups: [""]
                apiVersions: [v1]
                operations: [CREATE]
                resources: [pods]
              - apiGroups: [""]
                apiVersions: [v1]
                operations: [UPDATE]
                resources: [pods/ephemeralcontainers]
          validations:
            - expression: "!has(object.metadata.labels) || !('%s' in object.metadata.labels)"
              message: %s
        """
            .formatted(REFUSED, WORDS);
    private static final String BINDING =
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: no-profilers}
        spec: {policyName: no-profilers, validationActions: [Deny]}
        """;

    private final ValidatingAdmissionPolicy policy =
        client.resource(Serialization.unmarshal(POLICY, ValidatingAdmissionPolicy.class)).create();
    private final ValidatingAdmissionPolicyBinding binding =
        client
            .resource(Serialization.unmarshal(BINDING, ValidatingAdmissionPolicyBinding.class))
            .create();

    Refusal() {
      awaitRefused(
          new PodBuilder(profiling.newPod("probe", "probe", Map.of()))
              .editMetadata()
              .addToLabels(REFUSED, "yes")
              .endMetadata()
              .build());
    }

    void lift() {
      client.resource(binding).delete();
      client.resource(policy).delete();
    }
  }
}
