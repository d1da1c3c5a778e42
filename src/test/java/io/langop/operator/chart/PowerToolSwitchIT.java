package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.cli.Cli;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.Helm;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.Patience;
import io.langop.operator.testcluster.PrometheusText;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release whose PowerTools are switched off, with the rights that the chart gives it then. */
class PowerToolSwitchIT {
  private static final String LIMIT = Patience.text(Duration.ofMinutes(2));
  private static final String RELEASE = "language-operator";
  private static final String HOME = "operators";
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  @TempDir static Path home;

  private static TestCluster cluster;
  private static KubernetesClient client;
  private static Helm helm;
  private OperatorProcess operator;

  @BeforeAll
  static void start() {
    cluster = KwokCluster.start();
    client = cluster.adminClient();
    helm = Helm.with(cluster.adminKubeconfig(), home);
  }

  @AfterAll
  static void end() {
    cluster.close();
  }

  @AfterEach
  void stop() {
    if (operator != null) {
      operator.close();
    }
  }

  @Test
  void theOperatorHasNoRightOnWhatPowerToolsNeedAndMissesNone() {
    // Given
    release("powertool.enabled=false");
    double denied = denied();

    // When
    startOperator();

    // Then
    try (TestNamespace namespace = TestNamespace.create(client, "switched-off")) {
      Workloads workloads = new Workloads(client, namespace.name());
      workloads.agent("agent", "docker.io/library/alpine");
      workloads.awaitValidated("agent", "True");
    }
    assertThat(denied()).isEqualTo(denied);
    assertThat(operator.log()).noneMatch(line -> line.contains("orbidden"));
    assertThat(operator.get("/q/health/ready"))
        .contains("PowerTools are switched off by powertool.enabled=false");
    operator.awaitLog("PowerTools are switched off", START_LIMIT);

    // And
    assertThat(may("watch", "codriverlabs.ai.toe.run", "powertools", null)).isFalse();
    assertThat(may("list", "", "pods", null)).isFalse();
    assertThat(may("list", "", "configmaps", "profiler-images")).isFalse();
    assertThat(may("list", "langop.io", "languageagents", null)).isTrue();
  }

  @Test
  void podsAreAuditedAllTheSameIfThatIsWanted() {
    // Given
    release("powertool.enabled=false,audit.enabled=true");
    double denied = denied();

    // When
    startOperator();

    // Then
    try (TestNamespace namespace = TestNamespace.create(client, "audited")) {
      new Profiling(client, namespace.name()).podOf("pod", "not-allowed.example/app");
      Eventually.assertThat(
          () ->
              assertThat(
                      operator.metric(
                          "language_operator_pods_not_allowed",
                          Map.of("namespace", namespace.name())))
                  .hasValue(1));
    }
    assertThat(denied()).isEqualTo(denied);
    assertThat(may("list", "", "pods", null)).isTrue();
    assertThat(may("list", "codriverlabs.ai.toe.run", "powertools", null)).isFalse();
    assertThat(may("patch", "", "pods/ephemeralcontainers", null)).isFalse();
  }

  @Test
  void aPowerToolStaysAsItIsUntilPowerToolsAreSwitchedOn() {
    // Given
    release("powertool.enabled=false");
    startOperator();
    try (TestNamespace namespace = TestNamespace.create(client, "stays")) {
      Profiling profiling = new Profiling(client, namespace.name());
      profiling.pod("stays", "stays");
      profiling.run("stays", "aperf", "stays");
      Workloads workloads = new Workloads(client, namespace.name());
      workloads.agent("later", "docker.io/library/alpine");
      workloads.awaitValidated("later", "True");
      assertThat(profiling.tool("stays").require().getStatus()).isNull();
      assertThat(
              new Cli()
                  .with("KUBECONFIG", cluster.adminKubeconfig().toString())
                  .run("powertool", "status", "stays", "-n", namespace.name())
                  .out())
          .contains("PowerTools are switched off in this cluster");

      // When
      operator.close();
      release("powertool.enabled=true");
      new Catalog(client).set(Map.of("aperf", "your-registry/aperf:v1.0.0"));
      startOperator();

      // Then
      profiling.awaitPhase("stays", Phase.Completed);
    }
  }

  private static void release(String values) {
    helm.succeed(
        "upgrade",
        RELEASE,
        Chart.PATH,
        "--install",
        "-f",
        Chart.IMAGE,
        "-n",
        HOME,
        "--create-namespace",
        "--reset-values",
        "--set",
        values,
        "--wait",
        "--timeout",
        LIMIT);
  }

  /** The audit is left to the default where the chart says no, so that both are the same. */
  private void startOperator() {
    Deployment deployment =
        client.apps().deployments().inNamespace(HOME).withName(RELEASE).require();
    deployment
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0)
        .getEnv()
        .removeIf(
            variable ->
                variable.getName().equals("LANGUAGE_OPERATOR_AUDIT_ENABLED")
                    && variable.getValue().equals("false"));
    operator =
        OperatorProcess.with(cluster.kubeconfigFor(HOME, RELEASE))
            .configuredLike(deployment)
            .environment("LANGUAGE_OPERATOR_LEADER_ELECTION_ENABLED", "false")
            .start()
            .awaitReady(START_LIMIT);
  }

  /**
   * How many requests the API server has denied that list or watch what PowerTools need. The
   * account has no right on it, so whoever asks for it is denied. Requests of others that make pods
   * do not count: admission denies some until the namespace has its ServiceAccount.
   */
  private static double denied() {
    String metrics = client.raw("/metrics");
    return Stream.of("powertools", "pods", "configmaps")
        .flatMap(resource -> Stream.of("LIST", "WATCH").map(verb -> denied(resource, verb)))
        .map(labels -> PrometheusText.sum(metrics, "apiserver_request_total", labels))
        .mapToDouble(sum -> sum.orElse(0))
        .sum();
  }

  private static Map<String, String> denied(String resource, String verb) {
    return Map.of("code", "403", "resource", resource, "verb", verb);
  }

  private static boolean may(String verb, String group, String resource, String name) {
    String[] parts = resource.split("/");
    ResourceAttributes attributes =
        new ResourceAttributesBuilder()
            .withNamespace(name == null ? null : "toe-system")
            .withVerb(verb)
            .withGroup(group)
            .withResource(parts[0])
            .withSubresource(parts.length == 1 ? null : parts[1])
            .withName(name)
            .build();
    SubjectAccessReview review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser("system:serviceaccount:%s:%s".formatted(HOME, RELEASE))
            .withGroups("system:serviceaccounts", "system:authenticated")
            .withResourceAttributes(attributes)
            .endSpec()
            .build();
    return client.resource(review).create().getStatus().getAllowed();
  }
}
