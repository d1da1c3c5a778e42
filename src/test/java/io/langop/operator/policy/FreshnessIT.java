package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.BoundToken;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.FaultyCluster;
import io.langop.operator.support.Permissions;
import io.langop.operator.support.PodCredentials;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.Proofs;
import io.langop.operator.support.StrangeServer;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster.Component;
import io.langop.operator.testcluster.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Takes away what the operator needs to know that its lists are still true. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreshnessIT {
  private static final String LOST = "operator-config could not be read";
  private static final String BACK = "operator-config is read and watched again";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration END_LIMIT = Duration.ofSeconds(120);
  private static final String NEVER = "1h";

  private FaultyCluster faulty;
  private KubernetesClient client;
  private Allowlist allowlist;
  private Catalog catalog;
  private TestNamespace namespace;
  private Workloads workloads;
  private Profiling profiling;

  @BeforeAll
  void startCluster() {
    faulty = FaultyCluster.start();
    client = faulty.client();
    allowlist = new Allowlist(client);
    catalog = new Catalog(client);
  }

  @BeforeEach
  void createNamespace() {
    namespace = TestNamespace.create(client, "freshness");
    workloads = new Workloads(client, namespace.name());
    profiling = new Profiling(client, namespace.name());
    allowlist.set("docker.io");
    catalog.set(Map.of("aperf", "acme/aperf:v1"));
  }

  @AfterEach
  void removeWorkloads() {
    faulty.line().resume();
    workloads.deleteAll();
    namespace.close();
  }

  @AfterAll
  void stopCluster() {
    faulty.close();
  }

  @Test
  void aListThatMayNotBeReadAnyMoreAllowsNothingUntilItMayBeReadAgain() {
    try (OperatorProcess operator = operator(Map.of("VERIFY_INTERVAL", "1s"));
        Taken permission = take("kube-system", "allowlist", Allowlist.NAME)) {
      // When
      faulty.line().cut();
      allowlist.set("quay.io");
      faulty.line().resume();

      // Then
      operator.awaitLog("operator-config' cannot be read (", START_LIMIT);
      workloads.agent("agent", "docker.io/library/alpine", 0);
      Workloads.Validation unknown = workloads.awaitValidated("agent", "Unknown");
      assertThat(unknown.reason()).isEqualTo("AllowlistUnavailable");
      assertThat(unknown.message()).contains("cannot be read", "forbidden");
      assertThat(workloads.deployment("agent")).isEmpty();
      assertThat(operator.metric("language_operator_allowlist_loaded", Map.of())).hasValue(0);
      assertThat(operator.get("/q/health/ready"))
          .contains("\"loaded\": false", "cannot be read", "\"lastVerified\"");
      assertThat(operator.get("/q/health/live")).contains("\"status\": \"UP\"");

      // When
      permission.giveBack();

      // Then
      assertThat(workloads.awaitValidated("agent", "False").message()).endsWith("Allowed: quay.io");
      Eventually.assertThat(
          () ->
              assertThat(operator.metric("language_operator_allowlist_loaded", Map.of()))
                  .hasValue(1));
    }
  }

  @Test
  void beforeAnythingIsStartedTheListIsReadOnceMore() {
    // Given a list whose watch is deaf, and that nobody verifies
    try (OperatorProcess operator = operator(Map.of("VERIFY_INTERVAL", NEVER));
        Taken permission = take("kube-system", "allowlist", Allowlist.NAME)) {
      Proofs.expire(operator, "allowlist");
      faulty.line().cut();
      allowlist.set("quay.io");
      faulty.line().resume();

      // When
      workloads.agent("agent", "docker.io/library/alpine", 0);

      // Then
      assertThat(workloads.awaitValidated("agent", "Unknown").reason())
          .isEqualTo("AllowlistUnavailable");
      assertThat(workloads.deployment("agent")).isEmpty();
      assertThat(operator.metric("language_operator_allowlist_loaded", Map.of())).hasValue(0);

      // When
      permission.giveBack();

      // Then
      workloads.awaitValidated("agent", "False");
    }
  }

  @Test
  void aCatalogThatMayNotBeReadAnyMoreResolvesNothingUntilItMayBeReadAgain() {
    try (OperatorProcess operator = operator(Map.of("VERIFY_INTERVAL", NEVER));
        Taken permission = take("toe-system", "catalog", "profiler-images")) {
      Proofs.expire(operator, "catalog");
      // Given
      profiling.pod("web", "web");
      faulty.line().cut();
      catalog.set(Map.of("aperf", "acme/aperf:v2"));
      faulty.line().resume();

      // When
      profiling.run("run", "aperf", "web");

      // Then
      profiling.awaitObstacle("run", "CatalogUnavailable");
      assertThat(profiling.injected("web")).isEmpty();
      assertThat(operator.metric("language_operator_catalog_loaded", Map.of())).hasValue(0);

      // When
      permission.giveBack();

      // Then
      assertThat(profiling.awaitPhase("run", Phase.Completed).getStatus().getResolvedImage())
          .isEqualTo("docker.io/acme/aperf:v2");
    }
  }

  @Test
  void aListThatWasMadeAnewWhileTheLineWasCutHolds() {
    try (OperatorProcess operator = operator(Map.of())) {
      // Given
      workloads.agent("agent", "anew.example/app", 0);
      workloads.awaitValidated("agent", "False");

      // When
      faulty.line().cut();
      allowlist.delete();
      allowlist.set("anew.example");
      faulty.line().resume();

      // Then
      workloads.awaitValidated("agent", "True");
      Eventually.assertThat(
          () ->
              assertThat(operator.metric("language_operator_allowlist_loaded", Map.of()))
                  .hasValue(1));
    }
  }

  @Test
  void whatWasNotConfirmedForLongerThanMaxStalenessAllowsNothingUntilItIs() {
    try (OperatorProcess operator =
        operator(Map.of("VERIFY_INTERVAL", "1s", "MAX_STALENESS", "3s"))) {
      // Given
      workloads.agent("running", "docker.io/library/alpine", 0);
      workloads.awaitValidated("running", "True");
      Instant verified = Proofs.last(operator, "allowlist");

      // When
      faulty.cluster().stop(Component.API_SERVER);

      // Then
      try {
        operator.awaitLog("which is longer than max-staleness", START_LIMIT);
        Eventually.assertThat(
            () -> {
              assertThat(operator.metric("language_operator_allowlist_loaded", Map.of()))
                  .hasValue(0);
              assertThat(operator.metric("language_operator_catalog_loaded", Map.of())).hasValue(0);
            });
        assertThat(operator.get("/q/health/live")).contains("\"status\": \"UP\"");
      } finally {
        // When
        faulty.cluster().start(Component.API_SERVER);
      }

      // Then
      workloads.agent("new", "docker.io/library/alpine", 0);
      workloads.awaitValidated("new", "True");
      workloads.awaitValidated("running", "True");
      Eventually.assertThat(
          () ->
              assertThat(operator.metric("language_operator_allowlist_loaded", Map.of()))
                  .hasValue(1));
      assertThat(Proofs.last(operator, "allowlist")).isAfter(verified);
    }
  }

  @Test
  void everyOutageIsToldAndSoIsItsEnd() {
    try (OperatorProcess operator = operator(Map.of("VERIFY_INTERVAL", "1s"))) {
      for (int outage = 0; outage < 2; outage++) {
        int losses = told(operator, LOST).size();
        int returns = told(operator, BACK).size();

        // When
        faulty.line().cut();

        // Then
        Eventually.assertThat(() -> assertThat(told(operator, LOST)).hasSizeGreaterThan(losses));

        // When
        faulty.line().resume();

        // Then
        Eventually.assertThat(() -> assertThat(told(operator, BACK)).hasSize(returns + 1));
        assertThat(told(operator, LOST).stream().skip(losses))
            .extracting(line -> line.substring(line.indexOf(LOST)))
            .as("each cause once")
            .doesNotHaveDuplicates();
      }
    }
  }

  @ParameterizedTest(name = "in a pod: {0}")
  @ValueSource(booleans = {false, true})
  void aFreshTokenInTheSameFileIsPickedUp(boolean inPod) {
    try (BoundToken token = BoundToken.create(client)) {
      Path kubeconfig = token.kubeconfig(faulty.kubeconfig());
      PodCredentials mounted = new PodCredentials(kubeconfig);
      OperatorProcess.Builder builder = faulty.operator(kubeconfig);
      try (OperatorProcess operator = (inPod ? mounted.mount(builder) : builder).start()) {
        // Given
        operator.awaitReady(START_LIMIT);

        // When
        token.replace();
        mounted.renewToken();
        faulty.line().cut();
        faulty.line().resume();
        workloads.agent("agent", "docker.io/library/alpine", 0);

        // Then
        workloads.awaitValidated("agent", "True");
        assertThat(operator.exitCode()).isEmpty();
      }
    }
  }

  @Test
  void aProcessWhoseTokenHasEndedEndsWithASentence() {
    try (BoundToken token = BoundToken.create(client);
        OperatorProcess operator =
            faulty
                .operator(token.kubeconfig(faulty.kubeconfig()))
                .environment("LANGUAGE_OPERATOR_VERIFY_INTERVAL", "1s")
                .start()) {
      // Given
      operator.awaitReady(START_LIMIT);

      // When
      token.revoke();

      // Then
      operator.awaitLog("operator-config' cannot be read (Unauthorized)", END_LIMIT);
      workloads.agent("agent", "docker.io/library/alpine", 0);
      Eventually.within(END_LIMIT, () -> assertThat(operator.exitCode()).hasValue(1));
      assertThat(told(operator, "FATAL"))
          .singleElement()
          .asString()
          .contains("does not accept the operator's token any more", "reads its credentials anew");
      assertThat(workloads.deployment("agent")).isEmpty();
    }
  }

  @Test
  void processesThatDoNotTrustTheApiServerAnyMoreEndWithASentence() {
    HttpsServer strange = StrangeServer.start();
    faulty.holdLease();
    Map<String, OperatorProcess> operators = new LinkedHashMap<>();
    try {
      // Given one of each kind: each waits for half a minute, so they do so together
      for (boolean standby : List.of(false, true)) {
        for (boolean inPod : List.of(false, true)) {
          operators.put(
              "standby: %s, in a pod: %s".formatted(standby, inPod),
              verifyingOperator(standby, inPod));
        }
      }

      // When
      faulty.line().redirect(strange.getAddress());

      // Then
      operators.forEach(
          (kind, operator) -> {
            Eventually.within(
                END_LIMIT, () -> assertThat(operator.exitCode()).as(kind).hasValue(1));
            assertThat(told(operator, "FATAL"))
                .as(kind)
                .singleElement()
                .asString()
                .contains("The certificate of the API server is not trusted");
          });
    } finally {
      operators.values().forEach(OperatorProcess::close);
      faulty.line().redirect(faulty.server());
      faulty.releaseLease();
      strange.stop(0);
    }
  }

  private OperatorProcess verifyingOperator(boolean standby, boolean inPod) {
    OperatorProcess.Builder builder =
        faulty
            .operator(faulty.kubeconfig())
            .environment("LANGUAGE_OPERATOR_VERIFY_INTERVAL", "1s")
            .environment("LANGUAGE_OPERATOR_LEADER_ELECTION_ENABLED", Boolean.toString(standby));
    return (inPod ? new PodCredentials(faulty.kubeconfig()).mount(builder) : builder)
        .start()
        .awaitReady(START_LIMIT);
  }

  private OperatorProcess operator(Map<String, String> settings) {
    OperatorProcess.Builder builder = faulty.operator(faulty.kubeconfig());
    settings.forEach((name, value) -> builder.environment("LANGUAGE_OPERATOR_" + name, value));
    return builder.start().awaitReady(START_LIMIT);
  }

  private static List<String> told(OperatorProcess operator, String what) {
    return operator.log().stream().filter(line -> line.contains(what)).toList();
  }

  private Taken take(String namespaceName, String role, String configMap) {
    List<RoleBinding> found =
        client.rbac().roleBindings().inNamespace(namespaceName).list().getItems().stream()
            .filter(binding -> binding.getMetadata().getName().endsWith(role))
            .toList();
    assertThat(found).hasSize(1);
    client.resource(found.get(0)).delete();
    Permissions.await(
        client,
        OperatorInstall.USER,
        new ResourceAttributesBuilder()
            .withNamespace(namespaceName)
            .withVerb("list")
            .withResource("configmaps")
            .withName(configMap)
            .build(),
        false);
    return new Taken(client, found.get(0));
  }

  /** A permission that the operator does not have until this is closed. */
  private record Taken(KubernetesClient client, RoleBinding binding) implements AutoCloseable {

    @Override
    public void close() {
      giveBack();
    }

    void giveBack() {
      client
          .resource(
              new RoleBindingBuilder(binding)
                  .editMetadata()
                  .withResourceVersion(null)
                  .withUid(null)
                  .endMetadata()
                  .build())
          .unlock()
          .createOr(existing -> existing.update());
    }
  }
}
