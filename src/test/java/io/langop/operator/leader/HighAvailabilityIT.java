package io.langop.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.DeadWebhook;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.HoldingWebhook;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.TcpProxy;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two replicas: one acts, the other one is ready to, and whatever happens nobody can tell. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HighAvailabilityIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int SIGTERM = 128 + 15;

  private KubernetesClient client;
  private String namespace;
  private Path kubeconfig;
  private Allowlist allowlist;
  private Catalog catalog;
  private Workloads workloads;
  private Profiling profiling;
  private Replicas replicas;

  @BeforeAll
  void install(TestCluster cluster, KubernetesClient admin, TestNamespace own) {
    client = admin;
    namespace = own.name();
    kubeconfig = OperatorInstall.shipped().apply(cluster);
    allowlist = new Allowlist(client);
    catalog = new Catalog(client);
    workloads = new Workloads(client, namespace);
    profiling = new Profiling(client, namespace);
  }

  @BeforeEach
  void prepare() {
    allowlist.set("docker.io");
    catalog.set(Map.of("aperf", "your-registry/aperf:v1.0.0"));
    replicas = new Replicas(client);
  }

  @AfterEach
  void tidyUp() {
    replicas.close();
    workloads.deleteAll();
  }

  @Test
  void aStandbyKnowsEverythingAndDoesNothing() {
    // Given
    OperatorProcess leader = replicas.startLeader(kubeconfig);
    OperatorProcess standby = replicas.startStandby(kubeconfig);
    workloads.agent("blocked", "silent.example/app", 0);

    // When
    allowlist.set("docker.io", "silent-list.example");
    catalog.put("silent", "your-registry/silent:v1");

    // Then
    for (OperatorProcess replica : List.of(leader, standby)) {
      replica.awaitLog("Loaded allowed registries: [docker.io silent-list.example]", LIMIT);
      replica.awaitLog("Tool 'silent' was added", LIMIT);
      Eventually.assertThat(
          () -> {
            assertThat(replica.metric("language_operator_allowlist_entries", Map.of())).hasValue(2);
            assertThat(replica.metric("language_operator_catalog_entries", Map.of())).hasValue(2);
          });
    }
    workloads.awaitValidated("blocked", "False");
    Map<String, String> blocked = Map.of("namespace", namespace, "name", "blocked");
    Eventually.assertThat(
        () -> assertThat(leader.metric("language_operator_blocked_images", blocked)).hasValue(1));
    assertThat(standby.metric("language_operator_blocked_images", blocked)).isEmpty();
    assertThat(standby.metric("language_operator_image_validations_total", Map.of())).hasValue(0);
    assertThat(standby.metric("language_operator_blocked_resources", Map.of())).hasValue(0);
    assertThat(Replicas.leads(standby)).isFalse();
    Eventually.assertThat(() -> assertToldOnce("silent-list.example", "silent"));
    assertThat(replicas.holder()).hasValue("replica-0");
  }

  @Test
  void aStandbyKnowsWhatPodsRunAndTellsItAtOnceWhenItLeads() {
    // Given
    TestNamespace audited = TestNamespace.create(client, "audited");
    Profiling pods = new Profiling(client, audited.name());
    Map<String, String> here = Map.of("namespace", audited.name());
    String notAllowed = "language_operator_pods_not_allowed";
    OperatorProcess leader = replicas.startLeader(kubeconfig);
    OperatorProcess standby = replicas.startStandby(kubeconfig);
    pods.pod("listed", "listed");
    allowlist.set("quay.io");
    standby.awaitLog("Loaded allowed registries: [quay.io]", LIMIT);
    Eventually.assertThat(() -> assertThat(leader.metric(notAllowed, here)).hasValue(1));
    assertThat(standby.metric(notAllowed, here)).isEmpty();
    assertThat(standby.metric(notAllowed + "_overflow", Map.of())).hasValue(0);

    // When
    leader.stop();

    // Then
    replicas.awaitLeads(standby);
    Eventually.assertThat(() -> assertThat(standby.metric(notAllowed, here)).hasValue(1));
    pods.delete("listed");
    Eventually.assertThat(() -> assertThat(standby.metric(notAllowed, here)).isEmpty());
    audited.close();
  }

  @Test
  void whatHappensWhileNobodyLeadsIsDoneAndToldByTheNextLeader() {
    // Given
    OperatorProcess leader = replicas.startLeader(kubeconfig);
    OperatorProcess standby = replicas.startStandby(kubeconfig);
    workloads.agent("waiting", "orphan.example/app", 0);
    workloads.awaitValidated("waiting", "False");
    allowlist.set("docker.io", "before-orphan.example");
    Eventually.assertThat(() -> assertToldOnce("before-orphan.example"));
    leader.kill();

    // When
    allowlist.set("docker.io", "before-orphan.example", "orphan.example");
    catalog.put("orphan", "your-registry/orphan:v1");
    workloads.agent("made-meanwhile", "orphan.example/app", 0);
    standby.awaitLog(
        "Loaded allowed registries: [docker.io before-orphan.example orphan.example]", LIMIT);
    standby.awaitLog("Tool 'orphan' was added", LIMIT);
    Eventually.assertThat(
        () ->
            assertThat(received(standby, "LanguageAgent"))
                .as("the standby has seen both agents")
                .isGreaterThanOrEqualTo(2));

    // Then nobody has acted so far
    assertThat(workloads.validation("waiting").orElseThrow().status()).isEqualTo("False");
    assertThat(workloads.agent("made-meanwhile").get().getStatus()).isNull();
    assertThat(workloads.deployment("waiting")).isEmpty();
    assertThat(told(allowlist.eventMessages("AllowlistChanged"), " orphan.example")).isEmpty();
    assertThat(told(catalog.eventMessages("ProfilerImageChanged"), "'orphan'")).isEmpty();

    // When
    replicas.clearHolder();

    // Then
    workloads.awaitValidated("waiting", "True");
    workloads.awaitValidated("made-meanwhile", "True");
    Eventually.assertThat(
        () -> {
          assertToldOnce(" orphan.example", "orphan");
          assertToldOnce("before-orphan.example");
          assertThat(workloads.events("made-meanwhile", "RegistryAllowed")).hasSize(1);
        });
    assertThat(Replicas.leads(standby)).isTrue();
  }

  @Test
  @Tag("native")
  void theStandbyTakesOverWhenTheLeaseOfAKilledLeaderHasRunOut() {
    // Given
    replicas.withShortLease();
    OperatorProcess leader = replicas.startLeader(kubeconfig);
    OperatorProcess standby = replicas.startStandby(kubeconfig);
    workloads.agent("agent", "killed.example/app", 0);
    workloads.awaitValidated("agent", "False");

    // When
    leader.kill();
    allowlist.set("docker.io", "killed.example");

    // Then
    workloads.awaitValidated("agent", "True");
    replicas.awaitLeads(standby);
    assertThat(replicas.holder()).hasValue("replica-1");
    Eventually.assertThat(() -> assertToldOnce("killed.example"));
  }

  @Test
  void aRunThatTheLeaderHasBegunIsFinishedByTheNextOne() {
    // Given
    int count = 80;
    replicas.withShortLease();
    profiling.pods("profiled", count);
    profiling.label("profiled-" + count, DeadWebhook.LABEL, "last");
    OperatorProcess leader = replicas.startLeader(kubeconfig);
    OperatorProcess standby = replicas.startStandby(kubeconfig);

    // When the leader is killed before the last pod can have its turn
    long before;
    try (DeadWebhook webhook = new DeadWebhook(client, namespace)) {
      webhook.hold("last");
      profiling.run("half-done", "aperf", "profiled");
      Eventually.within(LIMIT, () -> assertThat(injectedPods("profiled")).isPositive());
      leader.kill();
      before = injectedPods("profiled");
    }

    // Then
    PowerTool tool = profiling.awaitPhase("half-done", Phase.Completed);
    assertThat(before).as("pods that were left to the next one").isLessThan(count);
    assertThat(tool.getStatus().getCounts().getCompleted()).isEqualTo(count);
    assertThat(profiling.podsOf("profiled"))
        .hasSize(count)
        .allSatisfy(
            pod ->
                assertThat(Profiling.injected(pod))
                    .extracting(container -> container.getName())
                    .containsExactly(tool.getStatus().getContainerName()));
    assertThat(Replicas.leads(standby)).isTrue();
  }

  @Test
  @Tag("native")
  void aLeaderThatIsAskedToEndHandsOverAtOnce() {
    // Given a lease of ten minutes
    OperatorProcess leader = replicas.startLeader(kubeconfig);
    OperatorProcess standby = replicas.startStandby(kubeconfig);

    // When
    int exitCode = leader.stop();

    // Then
    assertThat(exitCode).isEqualTo(SIGTERM);
    assertThat(leader.log()).anyMatch(line -> line.contains("This replica leads no more"));
    assertThat(leader.log()).noneMatch(line -> line.contains("ERROR"));
    replicas.awaitLeads(standby);
    assertThat(replicas.holder()).hasValue("replica-1");
  }

  @Test
  @Tag("native")
  void aStandbyThatIsAskedToEndLeavesTheLeaderAlone() {
    // Given
    OperatorProcess leader = replicas.startLeader(kubeconfig);
    OperatorProcess standby = replicas.startStandby(kubeconfig);

    // When
    int exitCode = standby.stop();

    // Then
    assertThat(exitCode).isEqualTo(SIGTERM);
    assertThat(Replicas.leads(leader)).isTrue();
    assertThat(replicas.holder()).hasValue("replica-0");
  }

  @Test
  void aLeaderThatEndsInTheMiddleOfAMassChangeLeavesNothingHalfDone() {
    // Given
    List<String> names = workloads.agents("mass", 200, "mass.example/app");
    OperatorProcess leader = replicas.startLeader(kubeconfig);
    replicas.startStandby(kubeconfig);
    workloads.awaitAllValidated(names, "False");

    // When
    allowlist.set("docker.io", "mass.example");
    Eventually.assertThat(() -> assertThat(workloads.deployment("mass-0")).isPresent());
    int exitCode = leader.stop();

    // Then
    assertThat(exitCode).isEqualTo(SIGTERM);
    assertThat(leader.log()).noneMatch(line -> line.contains("ERROR"));
    workloads.awaitAllValidated(names, "True");
    assertThat(client.apps().deployments().inNamespace(namespace).list().getItems())
        .extracting(deployment -> deployment.getMetadata().getName())
        .containsExactlyInAnyOrderElementsOf(names);
    Eventually.assertThat(
        () ->
            assertThat(client.apps().deployments().inNamespace(namespace).list().getItems())
                .allMatch(deployment -> deployment.getMetadata().getGeneration() == 1));
    Eventually.assertThat(() -> assertToldOnce("mass.example"));
  }

  /** How the line to the API server may break. */
  private enum Break {
    CUT(TcpProxy::cut),
    STALLED(TcpProxy::stall);

    private final Consumer<TcpProxy> action;

    Break(Consumer<TcpProxy> action) {
      this.action = action;
    }
  }

  @ParameterizedTest
  @EnumSource(Break.class)
  @Tag("native")
  void aLeaderWithoutTheApiServerEndsBeforeAnotherOneLeads(Break how) {
    // Given a lease that ends long after the leader
    replicas.withLease(Duration.ofSeconds(30), Duration.ofSeconds(15));
    URI server = URI.create(client.getConfiguration().getMasterUrl());
    try (TcpProxy line = TcpProxy.to(server)) {
      OperatorProcess leader = replicas.startLeader(line.kubeconfig(kubeconfig, server));
      OperatorProcess standby = replicas.startStandby(kubeconfig);
      workloads.agent("agent", how + ".example/app", 0);
      workloads.awaitValidated("agent", "False");

      // When
      how.action.accept(line);
      allowlist.set("docker.io", how + ".example");
      replicas.awaitLeads(standby);

      // Then
      assertThat(leader.exitCode()).hasValue(1);
      assertThat(leader.log())
          .anyMatch(
              text -> text.contains("FATAL") && text.contains("could not be renewed in time"));
      line.resume();
      workloads.awaitValidated("agent", "True");
    }
  }

  @Test
  @Tag("native")
  void aLeaderThatSleptThroughTheEndOfItsLeaseEndsWhenItWakes() {
    // Given
    replicas.withShortLease();
    OperatorProcess leader = replicas.startLeader(kubeconfig);
    OperatorProcess standby = replicas.startStandby(kubeconfig);
    workloads.agent("agent", "slept.example/app", 0);
    workloads.awaitValidated("agent", "False");

    // When
    signal("STOP", leader);
    allowlist.set("docker.io", "slept.example");
    replicas.awaitLeads(standby);
    workloads.awaitValidated("agent", "True");
    String written = workloads.agent("agent").get().getMetadata().getResourceVersion();
    signal("CONT", leader);

    // Then
    Eventually.within(LIMIT, () -> assertThat(leader.exitCode()).hasValue(1));
    assertThat(workloads.agent("agent").get().getMetadata().getResourceVersion())
        .isEqualTo(written);
    Eventually.assertThat(() -> assertToldOnce("slept.example"));
    assertThat(Replicas.leads(standby)).isTrue();
  }

  @Test
  void whatTheRequestOfAnOldLeaderStartsAfterTheImageWasRefusedIsScaledToZero() {
    // Given a leader whose request is in the API server, and that then sleeps
    allowlist.set("docker.io", "late.example");
    OperatorProcess leader = replicas.startLeader(kubeconfig);
    OperatorProcess standby = replicas.startStandby(kubeconfig);
    try (HoldingWebhook webhook = HoldingWebhook.in(client, namespace)) {
      workloads.agent("late", "late.example/app", 2);
      webhook.awaitHeld();
      signal("STOP", leader);
      replicas.clearHolder();

      // When
      allowlist.set("docker.io");
      replicas.awaitLeads(standby);
      workloads.awaitValidated("late", "False");
      assertThat(workloads.deployment("late")).isEmpty();
      webhook.release();

      // Then
      Eventually.assertThat(
          () ->
              assertThat(workloads.deployment("late"))
                  .hasValueSatisfying(
                      deployment -> assertThat(deployment.getSpec().getReplicas()).isZero()));
      Eventually.assertThat(
          () ->
              assertThat(workloads.ready("late").orElseThrow().getMessage())
                  .contains("was started after the image had been refused"));
    } finally {
      leader.kill();
    }

    // When it is allowed after all
    allowlist.set("docker.io", "late.example");

    // Then
    workloads.awaitValidated("late", "True");
    Eventually.assertThat(
        () ->
            assertThat(workloads.deployment("late").orElseThrow().getSpec().getReplicas())
                .isEqualTo(2));
  }

  private static void signal(String name, OperatorProcess replica) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(replica.pid())).start();
      assertThat(kill.waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void ofTwoThatStartTogetherOneLeads() {
    // When
    OperatorProcess one = replicas.start(kubeconfig);
    OperatorProcess other = replicas.start(kubeconfig);

    // Then
    one.awaitReady(LIMIT);
    other.awaitReady(LIMIT);
    Eventually.assertThat(
        () -> assertThat(Replicas.leads(one)).isNotEqualTo(Replicas.leads(other)));
    (Replicas.leads(one) ? other : one).awaitLog("This replica is on standby", LIMIT);
  }

  @Test
  @Tag("native")
  void probesTellTheTruthInEveryState() {
    URI server = URI.create(client.getConfiguration().getMasterUrl());
    try (TcpProxy line = TcpProxy.to(server)) {
      // Given
      replicas.startLeader(kubeconfig);
      line.stall();

      // When it cannot fill its caches
      OperatorProcess standby = replicas.start(line.kubeconfig(kubeconfig, server));

      // Then
      Eventually.assertThat(() -> assertThat(status(standby, "live")).isEqualTo("UP"));
      assertThat(status(standby, "started")).isEqualTo("DOWN");
      assertThat(status(standby, "ready")).isEqualTo("DOWN");

      // When
      line.resume();

      // Then
      standby.awaitReady(LIMIT);
      assertThat(status(standby, "started")).isEqualTo("UP");
      assertThat(status(standby, "live")).isEqualTo("UP");
      assertThat(standby.get("/q/health/ready")).contains("\"leader\": false");
      Eventually.assertThat(
          () -> assertThat(standby.get("/q/health/ready")).contains("\"holder\": \"replica-0_"));

      // When
      line.cut();
      standby.awaitLog("so this replica stays on standby", LIMIT);

      // Then
      assertThat(status(standby, "ready")).isEqualTo("UP");
      assertThat(status(standby, "live")).isEqualTo("UP");

      // When
      line.resume();
      replicas.clearHolder();
    }
  }

  private void assertToldOnce(String registry, String tool) {
    assertToldOnce(registry);
    assertThat(told(catalog.eventMessages("ProfilerImageChanged"), "'" + tool + "' was added"))
        .hasSize(1);
  }

  private void assertToldOnce(String registry) {
    assertThat(told(allowlist.eventMessages("AllowlistChanged"), "added: " + registry.strip()))
        .hasSize(1);
  }

  private static List<String> told(List<String> messages, String what) {
    return messages.stream().filter(message -> message.contains(what)).toList();
  }

  private static double received(OperatorProcess replica, String kind) {
    return replica.metric("operator_sdk_events_received_total", Map.of("kind", kind)).orElse(0);
  }

  private long injectedPods(String app) {
    return profiling.podsOf(app).stream().filter(pod -> !Profiling.injected(pod).isEmpty()).count();
  }

  /** The status of all checks together. */
  private static String status(OperatorProcess replica, String probe) {
    return replica.get("/q/health/" + probe).replaceFirst("(?s).*?\"status\": \"(\\w+)\".*", "$1");
  }
}
