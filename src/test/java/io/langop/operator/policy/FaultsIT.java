package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.FaultyCluster;
import io.langop.operator.support.HoldingWebhook;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.Proofs;
import io.langop.operator.support.TcpProxy;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster.Component;
import io.langop.operator.testcluster.TestNamespace;
import io.langop.operator.testcluster.WatchHistory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Takes things away from a cluster of its own; no edit may be lost and no process restarted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration OUTAGE = Duration.ofSeconds(20);
  private static final String CRD = "languagetools.langop.io";
  private static final int CHACHA20_POLY1305 = 0x1303; // TLS_CHACHA20_POLY1305_SHA256

  private FaultyCluster faulty;
  private KwokCluster cluster;
  private TcpProxy line;
  private Allowlist allowlist;
  private TestNamespace namespace;
  private Workloads workloads;
  private OperatorProcess operator;

  @BeforeAll
  void startCluster() {
    faulty = FaultyCluster.start();
    cluster = faulty.cluster();
    line = faulty.line();
    allowlist = new Allowlist(client());
    allowlist.set("docker.io");
    operator = operator();
    operator.awaitReady(START_LIMIT);
  }

  @BeforeEach
  void createNamespace() {
    namespace = TestNamespace.create(client(), "faults");
    workloads = new Workloads(client(), namespace.name());
    allowlist.setAndAwait(operator, "docker.io");
  }

  @AfterEach
  void removeWorkloads() {
    workloads.deleteAll();
    namespace.close();
  }

  @AfterAll
  void stopCluster() {
    if (operator != null) {
      operator.close();
    }
    faulty.close();
  }

  @Test
  @Tag("native")
  void anEditRightBeforeTheApiServerStopsAndOneRightAfterItIsBackAreBothSeen() {
    // Given
    workloads.agent("before", "before.example/app", 0);
    workloads.agent("after", "after.example/app", 0);
    workloads.awaitValidated("before", "False");
    workloads.awaitValidated("after", "False");

    // When
    allowlist.set("docker.io", "before.example");
    cluster.stop(Component.API_SERVER);
    assertThat(operator.get("/q/health/live")).contains("\"status\": \"UP\"");
    cluster.start(Component.API_SERVER);

    // Then
    workloads.awaitValidated("before", "True");

    // When
    allowlist.set("docker.io", "before.example", "after.example");

    // Then
    workloads.awaitValidated("after", "True");
    assertAlive();
  }

  @Test
  @Tag("native")
  void connectionsUseTheCipherThatCostsLeast() {
    assertThat(line.cipherSuites()).containsExactly(CHACHA20_POLY1305);
  }

  @Test
  @Tag("native")
  void anOutageOfEtcdIsSurvived() {
    // Given
    workloads.agent("agent", "etcd.example/app", 0);
    workloads.awaitValidated("agent", "False");

    // When
    cluster.stop(Component.ETCD);
    Eventually.lastingly(
        OUTAGE, () -> assertThat(operator.get("/q/health/live")).contains("\"status\": \"UP\""));
    cluster.start(Component.ETCD);
    Eventually.assertThat(() -> allowlist.set("docker.io", "etcd.example"));

    // Then
    workloads.awaitValidated("agent", "True");
    assertAlive();
  }

  @Test
  void anEditMadeWhileTheOperatorIsCutOffIsSeenAfterwards() {
    // Given
    workloads.agent("agent", "cut.example/app", 0);
    workloads.awaitValidated("agent", "False");
    String before = workloads.agent("agent").get().getMetadata().getResourceVersion();

    // When
    line.cut();
    allowlist.set("docker.io", "cut.example");
    workloads.agent("made-meanwhile", "cut.example/app", 0);
    awaitReconnectAttempts(3);
    assertThat(workloads.agent("agent").get().getMetadata().getResourceVersion()).isEqualTo(before);
    assertAlive();
    line.resume();

    // Then
    workloads.awaitValidated("agent", "True");
    workloads.awaitValidated("made-meanwhile", "True");
    assertAlive();
  }

  @Test
  void anEditOfTheCatalogMadeWhileTheOperatorIsCutOffHoldsForEveryRunAfterIt() {
    // Given
    Catalog catalog = new Catalog(client());
    catalog.set(Map.of("moved", "acme/moved:v1", "gone", "acme/gone:v1"));
    Profiling profiling = new Profiling(client(), namespace.name());
    profiling.pod("web", "web");
    profiling.run("waits", "added", "web");
    profiling.awaitObstacle("waits", "ToolNotFound");
    Eventually.assertThat(
        () ->
            assertThat(operator.metric("language_operator_catalog_entries", Map.of())).hasValue(2));

    // When
    line.cut();
    catalog.set(Map.of("moved", "acme/moved:v2", "added", "acme/added:v1"));
    for (int i = 0; i < 5; i++) {
      profiling.run("made-meanwhile-" + i, "moved", "web");
    }
    awaitReconnectAttempts(3);
    assertThat(profiling.injected("web")).isEmpty();
    Proofs.expire(operator, "catalog");
    line.resume();

    // Then
    assertThat(profiling.awaitPhase("waits", Phase.Completed).getStatus().getResolvedImage())
        .isEqualTo("docker.io/acme/added:v1");
    for (int i = 0; i < 5; i++) {
      String name = "made-meanwhile-" + i;
      assertThat(profiling.awaitPhase(name, Phase.Completed).getStatus().getResolvedImage())
          .isEqualTo("docker.io/acme/moved:v2");
    }
    Eventually.assertThat(
        () ->
            assertThat(catalog.eventMessages("ProfilerImageChanged"))
                .contains(
                    "Tool 'gone' was removed: old image 'docker.io/acme/gone:v1', new image none"));
    assertAlive();
  }

  @Test
  @Tag("native")
  void nothingIsLostWhenTheWatchesHaveExpired() {
    // Given
    workloads.agent("agent", "expired.example/app", 0);
    workloads.agent("revoked", "docker.io/library/alpine", 0);
    workloads.agent("deleted", "evil.example/app", 0);
    workloads.awaitValidated("agent", "False");
    workloads.awaitValidated("revoked", "True");
    workloads.awaitValidated("deleted", "False");
    String watchedFrom = allowlist.resource().get().getMetadata().getResourceVersion();

    // When
    line.cut();
    for (int edit = 0; edit < 20; edit++) {
      allowlist.set("edit-%d.example".formatted(edit));
    }
    allowlist.set("expired.example");
    workloads.agent("made-meanwhile", "expired.example/app", 0);
    workloads.agent("deleted").delete();
    new WatchHistory(cluster).forget();
    assertThat(watchFrom(watchedFrom)).isEqualTo(410);
    line.resume();

    // Then
    workloads.awaitValidated("agent", "True");
    workloads.awaitValidated("made-meanwhile", "True");
    workloads.awaitValidated("revoked", "False");
    Eventually.assertThat(
        () ->
            assertThat(
                    operator.metric(
                        "language_operator_blocked_images",
                        Map.of("namespace", namespace.name(), "name", "deleted")))
                .isEmpty());
    assertAlive();
  }

  @Test
  void anOperatorKilledInTheMiddleOfAMassChangeConvergesWhenItIsStartedAgain() {
    // Given
    List<String> names = workloads.agents("mass", 200, "mass.example/app");
    workloads.awaitAllValidated(names, "False");

    // When it has begun with some, and cannot come to the others
    try (HoldingWebhook statuses = HoldingWebhook.ofAgents(client(), namespace.name())) {
      allowlist.set("docker.io", "mass.example");
      statuses.awaitHeld();
      Eventually.assertThat(() -> assertThat(deployments()).isNotEmpty());
      operator.kill();
    }
    assertThat(workloads.validations().values())
        .as("agents that were still to be done")
        .anyMatch(validation -> validation.status().equals("False"));
    operator = operator();
    operator.awaitReady(START_LIMIT);

    // Then
    workloads.awaitAllValidated(names, "True");
    Eventually.assertThat(
        () -> {
          assertThat(deployments())
              .extracting(deployment -> deployment.getMetadata().getName())
              .containsExactlyInAnyOrderElementsOf(names);
          assertThat(replicaSets())
              .extracting(set -> set.getMetadata().getOwnerReferences().get(0).getName())
              .containsExactlyInAnyOrderElementsOf(names);
        });
    assertThat(deployments()).allMatch(deployment -> deployment.getMetadata().getGeneration() == 1);
  }

  @Test
  @Tag("native")
  void withoutItsCrdsItEndsWithOneClearSentenceAndWorksOnceTheyAreThere() {
    // Given
    operator.stop();
    client().apiextensions().v1().customResourceDefinitions().withName(CRD).delete();
    Eventually.assertThat(
        () ->
            assertThat(
                    client().apiextensions().v1().customResourceDefinitions().withName(CRD).get())
                .isNull());

    try (OperatorProcess withoutCrds = operator()) {
      // When
      Eventually.within(START_LIMIT, () -> assertThat(withoutCrds.exitCode()).isPresent());

      // Then
      assertThat(withoutCrds.exitCode()).hasValue(1);
      assertThat(withoutCrds.log())
          .filteredOn(text -> text.contains(CRD))
          .singleElement()
          .asString()
          .contains(
              "FATAL", "CustomResourceDefinition '" + CRD + "' is not installed; install the CRDs");
      assertThat(withoutCrds.log()).noneMatch(text -> text.startsWith("\tat "));
    }

    // When
    OperatorInstall.shipped().applyCrds(client());
    operator = operator();
    operator.awaitReady(START_LIMIT);

    // Then
    workloads.tool("tool", "docker.io/library/alpine");
    Eventually.assertThat(
        () ->
            assertThat(
                    client()
                        .resources(LanguageTool.class)
                        .inNamespace(namespace.name())
                        .withName("tool")
                        .get()
                        .getStatus()
                        .getPhase())
                .hasToString("Running"));
  }

  @Test
  @Tag("native")
  void anApiServerThatIsAwayAtTheStartEndsTheProcessWithOneClearSentence() {
    // Given
    line.cut();
    try (OperatorProcess alone = operator()) {
      // When
      Eventually.within(START_LIMIT, () -> assertThat(alone.exitCode()).isPresent());

      // Then
      assertThat(alone.exitCode()).hasValue(1);
      assertThat(alone.log())
          .filteredOn(text -> text.contains("FATAL"))
          .singleElement()
          .asString()
          .contains("'languageagents.langop.io' cannot be listed: ")
          .doesNotContain("Operation: [list]");
      assertThat(alone.log()).noneMatch(text -> text.startsWith("\tat "));
    } finally {
      line.resume();
    }
  }

  private KubernetesClient client() {
    return cluster.adminClient();
  }

  private OperatorProcess operator() {
    return faulty.startOperator();
  }

  private void assertAlive() {
    assertThat(operator.exitCode()).isEmpty();
    assertThat(operator.get("/q/health/live")).contains("\"status\": \"UP\"");
    assertThat(operator.get("/q/health/ready")).contains("\"status\": \"UP\"");
  }

  /** Anchors "it cannot know yet": it has tried to reach the API server and failed. */
  private void awaitReconnectAttempts(int count) {
    int before = line.attempts();
    Eventually.assertThat(() -> assertThat(line.attempts()).isGreaterThanOrEqualTo(before + count));
  }

  /** What the API server answers to a watch from there on; 410 says that it has forgotten. */
  private int watchFrom(String resourceVersion) {
    String answer =
        client()
            .raw(
                "/api/v1/namespaces/kube-system/configmaps?watch=true&timeoutSeconds=1"
                    + "&resourceVersion="
                    + resourceVersion);
    return answer.contains("\"code\":410") ? 410 : 200;
  }

  private List<Deployment> deployments() {
    return client().apps().deployments().inNamespace(namespace.name()).list().getItems();
  }

  private List<ReplicaSet> replicaSets() {
    return client().apps().replicaSets().inNamespace(namespace.name()).list().getItems();
  }
}
