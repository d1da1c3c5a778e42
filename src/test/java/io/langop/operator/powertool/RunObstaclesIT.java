package io.langop.operator.powertool;

import static io.langop.operator.support.Profiling.complete;
import static io.langop.operator.support.Profiling.target;
import static io.langop.operator.support.Profiling.targetsFound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.api.RunDuration;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.api.toe.v1alpha1.TargetStatus;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import io.langop.operator.status.Conditions;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.DeadWebhook;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Permissions;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.ProfilingOperator;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.Patience;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a cluster puts in the way of a run: it stops one pod at the most, and the run says so. */
@ExtendWith(ClusterExtension.class)
class RunObstaclesIT {

  private static final int MAX_TARGETS = 6;

  /** After the second that a run lasts: short, because two tests wait for its end. */
  private static final long GRACE_SECONDS = Patience.of(Duration.ofSeconds(5)).toSeconds();

  private static KubernetesClient client;
  private static String namespace;
  private static Profiling profiling;
  private static OperatorProcess operator;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace testNamespace) {
    client = cluster.adminClient();
    namespace = testNamespace.name();
    profiling = new Profiling(client, namespace);
    operator =
        ProfilingOperator.start(
            cluster,
            Map.of(
                "DEADLINE_GRACE",
                GRACE_SECONDS + "s",
                "START_TIMEOUT",
                "5s",
                "MAX_TARGETS",
                "" + MAX_TARGETS));
    new Catalog(client).put("missing", "your-registry/test-unpullable:v1");
    Eventually.assertThat(
        () ->
            assertThat(operator.metric("language_operator_catalog_entries", Map.of())).hasValue(2));
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.close();
    }
  }

  @Test
  void whatHappensToAPodBeforeItsTurnIsToldAndTheOthersGoOn() {
    // Given
    List.of("stays", "ends", "goes", "returns").forEach(RunObstaclesIT::held);
    profiling.sentinel("before-changing", "aperf");
    PowerTool started;
    try (DeadWebhook webhook = new DeadWebhook(client, namespace)) {
      webhook.hold("changing");
      profiling.run("changing", "aperf", "changing");
      started = profiling.awaitStarted("changing");

      // When
      profiling.end("ends");
      profiling.delete("goes");
      profiling.delete("returns");
      profiling.pod("returns", "changing");
      assertThat(profiling.podsOf("changing"))
          .allSatisfy(pod -> assertThat(Profiling.injected(pod)).isEmpty());
    }

    // Then
    PowerTool tool = profiling.awaitPhase("changing", Phase.Failed);
    assertThat(tool.getStatus().getTargets())
        .extracting(TargetStatus::getPod, TargetStatus::getState, TargetStatus::getReason)
        .containsExactly(
            tuple("ends", State.Failed, "PodNotRunning"),
            tuple("goes", State.Failed, "PodGone"),
            tuple("returns", State.Failed, "PodGone"),
            tuple("stays", State.Completed, null));
    assertThat(target(tool, "returns").getUid())
        .isEqualTo(target(started, "returns").getUid())
        .isNotEqualTo(profiling.pod("returns").getMetadata().getUid());
    assertThat(profiling.injected("returns")).isEmpty();
    assertThat(profiling.injected("ends")).isEmpty();
    assertThat(profiling.injected("stays")).hasSize(1);
    assertThat(operator.exitCode()).isEmpty();
  }

  @Test
  void aPodWhoseAdmissionIsUndecidedWaitsAndHoldsUpNoOther() {
    // Given
    profiling.pods("undecided", MAX_TARGETS);
    profiling.label("undecided-1", DeadWebhook.LABEL, "undecided");
    profiling.sentinel("before-undecided", "aperf");
    try (DeadWebhook webhook = new DeadWebhook(client, namespace)) {
      webhook.hold("undecided");

      // When
      profiling.run("undecided", "aperf", "undecided");

      // Then
      PowerTool waiting =
          profiling.await(
              "undecided",
              tool -> {
                assertThat(tool.getStatus().getProgress()).isEqualTo("5/6");
                assertThat(target(tool, "undecided-1").getReason()).isEqualTo("InjectionDelayed");
              });
      assertThat(target(waiting, "undecided-1"))
          .satisfies(
              target -> {
                assertThat(target.getState()).isEqualTo(State.Pending);
                assertThat(target.getMessage()).contains("down.test.langop.io");
              });
      assertThat(waiting.getStatus().getPhase()).isEqualTo(Phase.Running);
    }

    // And
    PowerTool tool = profiling.awaitPhase("undecided", Phase.Completed);
    assertThat(target(tool, "undecided-1").getMessage()).isNull();
    assertThat(profiling.podsOf("undecided"))
        .allSatisfy(pod -> assertThat(Profiling.injected(pod)).hasSize(1));
  }

  @Test
  void aRunThatTheOperatorIsNotPermittedToDoWaitsForThePermission() {
    // Given
    ClusterRole shipped =
        client.rbac().clusterRoles().withName(OperatorInstall.CLUSTER_ROLE).require();
    profiling.pods("permitted", 2);
    profiling.sentinel("before-permitted", "aperf");
    permit(
        shipped.getRules().stream()
            .filter(rule -> !rule.getResources().contains("pods/ephemeralcontainers"))
            .toList());
    awaitPermitted(false);
    try {
      // When
      profiling.run("permitted", "aperf", "permitted");

      // Then
      profiling.await(
          "permitted",
          tool ->
              assertThat(tool.getStatus().getTargets())
                  .filteredOn(target -> "InjectionDelayed".equals(target.getReason()))
                  .extracting(TargetStatus::getMessage)
                  .allSatisfy(
                      message ->
                          assertThat(message)
                              .contains("cannot patch resource \"pods/ephemeralcontainers\""))
                  .isNotEmpty());
      assertThat(profiling.injectedPods("permitted")).isZero();
    } finally {
      permit(shipped.getRules());
      awaitPermitted(true);
    }

    // And
    profiling.awaitPhase("permitted", Phase.Completed);
  }

  @Test
  void aRunThatMayNotReadItsPodsSaysSoAndGoesOnWithThePermission() {
    // Given
    ClusterRole shipped =
        client.rbac().clusterRoles().withName(OperatorInstall.CLUSTER_ROLE).require();
    profiling.pods("readable", 2);
    profiling.sentinel("before-readable", "aperf");
    permit(without(shipped, "pods", "get"));
    awaitPermitted("get", "pods", false);
    try {
      // When
      profiling.run("readable", "aperf", "readable");

      // Then
      PowerTool tool = profiling.awaitObstacle("readable", "ApiServerRefused");
      assertThat(complete(tool).getMessage()).contains("cannot get resource \"pods\"");
    } finally {
      permit(shipped.getRules());
      awaitPermitted("get", "pods", true);
    }

    // And
    profiling.awaitPhase("readable", Phase.Completed);
  }

  @Test
  void aFinishedRunThatMayNotBeDeletedStaysAsItWasAndSaysSo() {
    // Given
    ClusterRole shipped =
        client.rbac().clusterRoles().withName(OperatorInstall.CLUSTER_ROLE).require();
    profiling.pods("kept", 1);
    permit(without(shipped, "powertools", "delete"));
    awaitPermitted("delete", "powertools", false);
    try {
      // When
      profiling.run("kept", "aperf", "kept", spec -> spec.setTtlSecondsAfterFinished(0L));

      // Then
      profiling.await(
          "kept",
          tool ->
              assertThat(Conditions.find(tool.getStatus().getConditions(), "Expired"))
                  .hasValueSatisfying(
                      expired -> {
                        assertThat(expired.getReason()).isEqualTo("ApiServerRefused");
                        assertThat(expired.getMessage()).contains("cannot delete resource");
                      }));
      assertThat(complete(profiling.tool("kept").require()).getReason()).isEqualTo("Completed");
    } finally {
      permit(shipped.getRules());
      awaitPermitted("delete", "powertools", true);
    }

    // And
    Eventually.assertThat(() -> assertThat(profiling.tool("kept").get()).isNull());
  }

  private static List<PolicyRule> without(ClusterRole role, String resource, String verb) {
    return role.getRules().stream()
        .map(
            rule ->
                rule.getResources().contains(resource)
                    ? new PolicyRuleBuilder(rule).removeFromVerbs(verb).build()
                    : rule)
        .toList();
  }

  @Test
  void aQuotaThatIsUsedUpDoesNotCountProfilers() {
    // Given
    try (TestNamespace full = TestNamespace.create(client, "full")) {
      Profiling there = new Profiling(client, full.name());
      client
          .resource(
              new ResourceQuotaBuilder()
                  .withNewMetadata()
                  .withName("full")
                  .withNamespace(full.name())
                  .endMetadata()
                  .withNewSpec()
                  .addToHard("pods", new Quantity("1"))
                  .endSpec()
                  .build())
          .create();
      Eventually.assertThat(() -> there.pod("full", "full"));
      Eventually.assertThat(
          () ->
              assertThatThrownBy(
                      () -> client.resource(there.newPod("probe", "probe", Map.of())).create())
                  .isInstanceOf(KubernetesClientException.class)
                  .hasMessageContaining("exceeded quota"));

      // When
      there.run("full", "aperf", "full");

      // Then
      there.awaitPhase("full", Phase.Completed);
      assertThat(there.injected("full")).hasSize(1);
    }
  }

  @Test
  void anImageThatCannotBePulledFailsInTheWordsOfTheNode() {
    // Given
    profiling.pod("pulls", "pulls");

    // When
    profiling.run("pulls", "missing", "pulls");

    // Then
    profiling.await(
        "pulls",
        tool ->
            assertThat(target(tool, "pulls"))
                .extracting(TargetStatus::getState, TargetStatus::getReason)
                .containsExactly(State.Running, "ImagePullBackOff"));
    PowerTool tool = profiling.awaitPhase("pulls", Phase.Failed);
    assertThat(target(tool, "pulls"))
        .extracting(TargetStatus::getReason, TargetStatus::getMessage)
        .containsExactly(
            "DeadlineExceeded",
            ("The profiler has not started after %s (ImagePullBackOff: Back-off pulling image"
                    + " docker.io/your-registry/test-unpullable:v1); an ephemeral container cannot"
                    + " be removed from a pod")
                .formatted(RunDuration.text(Duration.ofSeconds(1 + GRACE_SECONDS))));
    assertThat(complete(tool).getMessage()).contains("pod 'pulls'", "ImagePullBackOff");
  }

  @Test
  void morePodsThanAllowedAreNotTouchedUntilTheyAreFewer() {
    // Given
    profiling.pods("crowd", MAX_TARGETS + 1);
    profiling.sentinel("before-crowd", "aperf");

    // When
    profiling.run("crowd", "aperf", "crowd");

    // Then
    PowerTool waiting = profiling.awaitObstacle("crowd", "TooManyPods");
    assertThat(waiting.getStatus().getPhase()).isEqualTo(Phase.Pending);
    assertThat(targetsFound(waiting))
        .extracting("status", "reason", "message")
        .containsExactly(
            "False",
            "TooManyPods",
            "7 running pods match targets.labelSelector, at most 6 can be profiled by one"
                + " PowerTool");
    assertThat(profiling.podsOf("crowd"))
        .allSatisfy(pod -> assertThat(Profiling.injected(pod)).isEmpty());

    // And
    profiling.delete("crowd-7");
    PowerTool tool = profiling.awaitPhase("crowd", Phase.Completed);
    assertThat(tool.getStatus().getProgress()).isEqualTo("6/6");
  }

  @Test
  void everyTurnOfARunIsOneEvent() {
    // Given
    PowerTool fails = profiling.run("told-fails", "none", "told");
    profiling.awaitObstacle("told-fails", "ToolNotFound");
    Eventually.edited(
        profiling.tool("told-fails"),
        tool -> {
          tool.getSpec().getProfiler().setTool("aperf");
          return tool;
        });
    profiling.awaitObstacle("told-fails", "NoMatchingPods");

    // When
    profiling.failingPod("told", "told");
    profiling.awaitPhase("told-fails", Phase.Failed);
    profiling.pod("told-well", "told-well");
    PowerTool works = profiling.run("told-works", "aperf", "told-well");
    profiling.awaitPhase("told-works", Phase.Completed);

    // Then
    awaitEvents(
        works,
        tuple("Normal", "Started", "Image 'docker.io/your-registry/aperf:v1.0.0' in pods: 1"),
        tuple("Normal", "Completed", "Targets completed: 1"));
    awaitEvents(
        fails,
        tuple(
            "Warning",
            "ToolNotFound",
            "Tool 'none' is not in the profiler image catalog. Available: aperf, missing"),
        tuple(
            "Warning",
            "NoMatchingPods",
            "No running pod of this namespace matches targets.labelSelector; the run starts"
                + " when one does"),
        tuple("Normal", "Started", "Image 'docker.io/your-registry/aperf:v1.0.0' in pods: 1"),
        tuple(
            "Warning",
            "TargetsFailed",
            "Targets failed: 1 of 1; pod 'told': The profiler ended with exit code 1"));
    assertThat(profiling.events(fails))
        .allSatisfy(
            event -> {
              assertThat(event.getCount()).isEqualTo(1);
              assertThat(event.getSource().getComponent()).isEqualTo("language-operator");
            });
  }

  private static void permit(List<PolicyRule> rules) {
    Eventually.edited(
        client.rbac().clusterRoles().withName(OperatorInstall.CLUSTER_ROLE),
        role -> new ClusterRoleBuilder(role).withRules(rules).build());
  }

  /** The API server goes by a new role a moment later. */
  private static void awaitEvents(PowerTool run, Tuple... expected) {
    Eventually.assertThat(
        () ->
            assertThat(profiling.events(run))
                .extracting(Event::getType, Event::getReason, Event::getMessage)
                .containsExactlyInAnyOrder(expected));
  }

  private static void awaitPermitted(boolean permitted) {
    awaitPermitted("patch", "pods/ephemeralcontainers", permitted);
  }

  private static void awaitPermitted(String verb, String resource, boolean permitted) {
    String[] parts = resource.split("/");
    Permissions.await(
        client,
        OperatorInstall.USER,
        new ResourceAttributesBuilder()
            .withNamespace(namespace)
            .withGroup(resource.equals("powertools") ? "codriverlabs.ai.toe.run" : "")
            .withVerb(verb)
            .withResource(parts[0])
            .withSubresource(parts.length == 2 ? parts[1] : "")
            .build(),
        permitted);
  }

  private static void held(String pod) {
    profiling.pod(pod, "changing");
    profiling.label(pod, DeadWebhook.LABEL, "changing");
  }
}
