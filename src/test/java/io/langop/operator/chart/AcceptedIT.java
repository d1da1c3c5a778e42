package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Manifests;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.Helm;
import io.langop.operator.testcluster.TestCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every manifest passes the API server's own validation; unknown and repeated fields are errors.
 */
@ExtendWith(ClusterExtension.class)
class AcceptedIT {
  /** A kind of others, such as the Prometheus operator's, as far as a dry run needs it. */
  private static final String KIND =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: %1$s.%3$s}
      spec:
        group: %3$s
        scope: Namespaced
        names: {kind: %2$s, plural: %1$s}
        versions:
          - name: %4$s
            served: true
            storage: true
            schema:
              openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
      """;

  @TempDir static Path home;

  private static final List<String> NAMESPACES =
      List.of("chart-a", "chart-b", "toe-system", "language-operator");

  private static final List<HasMetadata> made = new ArrayList<>();
  private static Chart chart;
  private static Manifests administrator;

  @BeforeAll
  static void prepare(TestCluster cluster, KubernetesClient client) {
    chart = new Chart(Helm.withoutCluster(home));
    administrator = new Manifests(AcceptedIT.class, cluster, "");
    NAMESPACES.forEach(
        name ->
            makeMissing(
                new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build(),
                client));
    makeKind("servicemonitors", "ServiceMonitor", "monitoring.coreos.com", "v1", client);
    makeKind("prometheusrules", "PrometheusRule", "monitoring.coreos.com", "v1", client);
    makeKind("ciliumnetworkpolicies", "CiliumNetworkPolicy", "cilium.io", "v2", client);
  }

  private static void makeKind(
      String plural, String kind, String group, String version, KubernetesClient client) {
    client
        .load(stream(KIND.formatted(plural, kind, group, version)))
        .items()
        .forEach(it -> makeMissing(it, client));
  }

  /** The cluster may be one that has them already. */
  private static void makeMissing(HasMetadata object, KubernetesClient client) {
    if (client.resource(object).get() == null) {
      client.resource(object).create();
      awaitServed(object, client);
      if (!object.getMetadata().getName().equals("toe-system")) { // others need it too
        made.add(object);
      }
    }
  }

  /** A kind is served some time after its definition is there. */
  private static void awaitServed(HasMetadata object, KubernetesClient client) {
    if (object instanceof CustomResourceDefinition definition) {
      Eventually.assertThat(
          () ->
              client
                  .genericKubernetesResources(CustomResourceDefinitionContext.fromCrd(definition))
                  .inAnyNamespace()
                  .list());
    }
  }

  @AfterAll
  static void remove(KubernetesClient client) {
    made.forEach(object -> client.resource(object).delete());
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("io.langop.operator.chart.Values#all")
  void theApiServerTakesWhatTheChartRenders(Values values)
      throws IOException, InterruptedException {
    // Given
    Path manifests =
        Files.writeString(
            home.resolve("rendered.yaml"),
            chart.template("-n", "chart-a", "-f", values.file(home).toString()));

    // When
    String output = dryRun(manifests);

    // Then
    assertThat(output).contains("(server dry run)").doesNotContain("Warning");
  }

  @Test
  void theApiServerTakesTheManifestsForPeopleWithoutHelm()
      throws IOException, InterruptedException {
    for (String file :
        List.of(
            "install.yaml",
            "src/config/manager/registry-whitelist.yaml",
            "src/config/manager/profiler-images.yaml",
            "src/config/manager/profiler-settings.yaml")) {
      assertThat(dryRun(Path.of(ChartGenerator.OUTPUT, "manifests", file)))
          .contains("(server dry run)")
          .doesNotContain("Warning");
    }
  }

  private static String dryRun(Path manifests) throws IOException, InterruptedException {
    return administrator.kubectl(
        "apply",
        "--server-side",
        "--force-conflicts",
        "--dry-run=server",
        "--validate=strict",
        "-f",
        manifests.toString());
  }
}
