package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.Helm;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart and the operator where the platform keeps kube-system to itself: a policy refuses every
 * write there, whoever asks, an administrator included.
 */
class ClosedKubeSystemIT {
  private static final String NAME = "language-operator";
  private static final String NAMESPACE = "language-operator";
  private static final String VALUES =
      Path.of(Chart.PATH, "ci/closed-kube-system-values.yaml").toString();
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final String CLOSED =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: closed-kube-system}
      spec:
        matchConstraints:
          resourceRules:
            - {apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*/*"]}
        matchConditions:
          - {name: there, expression: "has(request.namespace) && request.namespace == 'kube-system'"}
          - {name: not-by-the-api-server, expression: "request.userInfo.username != 'system:apiserver'"}
        validations:
          - {expression: "false", message: kube-system is closed}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: closed-kube-system}
      spec: {policyName: closed-kube-system, validationActions: [Deny]}
      """;

  @TempDir static Path home;

  private static TestCluster cluster;
  private static KubernetesClient client;

  @BeforeAll
  static void closeKubeSystem() {
    cluster = KwokCluster.start();
    client = cluster.adminClient();
    client
        .load(new ByteArrayInputStream(CLOSED.getBytes(StandardCharsets.UTF_8)))
        .items()
        .forEach(it -> client.resource(it).create());
    Eventually.assertThat(
        () ->
            assertThatThrownBy(
                    () ->
                        Eventually.edited(
                            client
                                .configMaps()
                                .inNamespace("kube-system")
                                .withName("kube-root-ca.crt"),
                            it ->
                                new ConfigMapBuilder(it)
                                    .editMetadata()
                                    .addToLabels("touched", "true")
                                    .endMetadata()
                                    .build()))
                .hasMessageContaining("kube-system is closed"));
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void aReleaseInANamespaceOfItsOwnWorks() {
    // Given
    Helm helm = Helm.with(cluster.adminKubeconfig(), home);
    helm.succeed(
        "install", NAME, Chart.PATH, "-n", NAMESPACE, "--create-namespace", "-f", VALUES, "--wait");
    Deployment deployment =
        client.apps().deployments().inNamespace(NAMESPACE).withName(NAME).require();
    Workloads workloads = new Workloads(client, "default");

    try (OperatorProcess operator =
        OperatorProcess.with(cluster.kubeconfigFor(NAMESPACE, NAME))
            .configuredLike(deployment)
            .start()
            .awaitReady(START_LIMIT)) {
      // When
      workloads.agent("allowed", "docker.io/library/alpine");
      workloads.agent("blocked", "evil.example/app");

      // Then
      workloads.awaitValidated("blocked", "False");
      Eventually.assertThat(() -> assertThat(workloads.deployment("allowed")).isPresent());
      assertThat(client.leases().inNamespace(NAMESPACE).withName(NAME).get()).isNotNull();

      // When
      Eventually.edited(
          client.configMaps().inNamespace(NAMESPACE).withName("operator-config"),
          it ->
              new ConfigMapBuilder(it)
                  .withData(Map.of("allowed-registries", "evil.example\n"))
                  .build());

      // Then
      workloads.awaitValidated("blocked", "True");
      assertThat(operator.log()).noneMatch(line -> line.contains("kube-system"));
    }
    helm.succeed(
        "upgrade", NAME, Chart.PATH, "-n", NAMESPACE, "-f", VALUES, "--set", "log.level=DEBUG");
    helm.succeed("uninstall", NAME, "-n", NAMESPACE, "--wait");
  }

  @Test
  void withTheDefaultsTheReleaseIsRefusedThere() {
    assertThat(
            Helm.with(cluster.adminKubeconfig(), home)
                .fail("install", "other", Chart.PATH, "-n", "default", "-f", Chart.IMAGE))
        .contains("kube-system is closed");
  }

  @Test
  void onlyTheListOfProtectedNamespacesNamesIt() {
    // When
    String rendered = new Chart(Helm.withoutCluster(home)).template("-n", NAMESPACE, "-f", VALUES);

    // Then
    assertThat(rendered.lines().filter(line -> line.contains("kube-system")))
        .singleElement()
        .asString()
        .contains("kube-node-lease", NAMESPACE);
  }
}
