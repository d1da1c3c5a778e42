package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.langop.operator.testcluster.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What single values do to the pods, and what happens to values that are not there. */
class ValuesIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path home;

  private static Chart chart;

  @BeforeAll
  static void prepareHelm() {
    chart = new Chart(Helm.withoutCluster(home));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enabled",
        "allowlist",
        "catalog",
        "admission",
        "crds",
        "rbac",
        "releaseGuard",
        "dashboard",
        "tests",
        "prometheusRule",
        "serviceMonitor",
        "networkPolicy",
        "strategy",
        "dnsConfig",
        "hostNetwork",
        "extraContainers",
        "podDisruptionBudget",
        "global"
      })
  void aValueThatAnOlderChartDidNotHaveIsTheDefault(String value) {
    // Given
    String defaults = chart.template();

    // When
    String rendered = chart.template("--set", value + "=null");

    // Then
    assertThat(rendered).isEqualTo(defaults);
  }

  @Test
  void aFieldOfAPodThatSomebodyHasSetToNullStaysAway() {
    // When
    JsonNode container =
        pods("--set", "startupProbe=null,podSecurityContext.seccompProfile=null")
            .get(0)
            .at("/spec");

    // Then
    assertThat(container.at("/containers/0").has("livenessProbe")).isTrue();
    assertThat(container.at("/containers/0").has("startupProbe")).isFalse();
    assertThat(container.at("/securityContext").toString()).isEqualTo("{\"runAsNonRoot\":true}");
  }

  @Test
  void secretsAndTheRegistryAreTakenFromBothPlaces() throws IOException {
    // When
    List<JsonNode> pods =
        pods(
            "-f",
            file(
                """
                imagePullSecrets: [own, {name: another}]
                global:
                  imageRegistry: mirror.example:5000
                  imagePullSecrets: [{name: shared}, own]
                """));

    // Then
    assertThat(pods).hasSize(2);
    assertThat(pods)
        .extracting(it -> it.at("/spec/imagePullSecrets").toString())
        .containsOnly("[{\"name\":\"shared\"},{\"name\":\"own\"},{\"name\":\"another\"}]");
    assertThat(pods)
        .extracting(it -> it.at("/spec/containers/0/image").asText())
        .containsExactlyInAnyOrder(
            "mirror.example:5000/language-operator:1.0",
            "mirror.example:5000/library/busybox:1.37");
  }

  @Test
  void everyContainerHasRequestsAndLimitsThatAQuotaCanCount() {
    // When
    List<JsonNode> pods = pods();

    // Then
    assertThat(pods).hasSize(2);
    for (JsonNode pod : pods) {
      for (String what : List.of("requests", "limits")) {
        for (String resource : List.of("cpu", "memory")) {
          assertThat(
                  pod.at("/spec/containers/0/resources/%s/%s".formatted(what, resource)).asText())
              .as("%s.%s of %s", what, resource, pod)
              .isNotEmpty();
        }
      }
    }
  }

  @Test
  void thePodsTakeFurtherContainersAndTheNetworkOfTheirNode() throws IOException {
    // When
    JsonNode pod =
        pods(
                "-f",
                file(
                    """
                    hostNetwork: true
                    extraContainers: [{name: proxy, image: "r.example/proxy:1"}]
                    extraInitContainers: [{name: before, image: "r.example/before:1"}]
                    """))
            .stream()
            .map(it -> it.get("spec"))
            .filter(it -> it.has("hostNetwork"))
            .findFirst()
            .orElseThrow();

    // Then
    assertThat(pod.get("hostNetwork").asBoolean()).isTrue();
    assertThat(pod.get("dnsPolicy").asText()).isEqualTo("ClusterFirstWithHostNet");
    assertThat(pod.get("containers").findValuesAsText("name")).contains("operator", "proxy");
    assertThat(pod.get("initContainers").findValuesAsText("name")).containsExactly("before");
  }

  @Test
  void aBrokenPodDoesNotStopTheDrainOfItsNodeUnlessThatIsWanted() {
    assertThat(chart.template()).contains("unhealthyPodEvictionPolicy: AlwaysAllow");
    assertThat(
            chart.template(
                "--set", "podDisruptionBudget.unhealthyPodEvictionPolicy=IfHealthyBudget"))
        .contains("unhealthyPodEvictionPolicy: IfHealthyBudget");
  }

  @Test
  void theDeploymentTakesAnnotationsAStrategyAndNameServers() throws IOException {
    // When
    JsonNode deployment =
        objects(
                "-f",
                file(
                    """
                    deploymentAnnotations: {reloader: "true"}
                    strategy: {type: Recreate}
                    dnsPolicy: None
                    dnsConfig: {nameservers: [10.0.0.10]}
                    """))
            .filter(it -> it.at("/kind").asText().equals("Deployment"))
            .findFirst()
            .orElseThrow();

    // Then
    assertThat(deployment.at("/metadata/annotations/reloader").asText()).isEqualTo("true");
    assertThat(deployment.at("/spec/strategy").toString()).isEqualTo("{\"type\":\"Recreate\"}");
    assertThat(deployment.at("/spec/template/spec/dnsPolicy").asText()).isEqualTo("None");
    assertThat(deployment.at("/spec/template/spec/dnsConfig/nameservers/0").asText())
        .isEqualTo("10.0.0.10");
  }

  @Test
  void anOlderKubernetesIsRefused() {
    assertThat(chart.refusal("--kube-version", "1.24.17"))
        .contains("chart requires kubeVersion: >=1.25.0-0");
  }

  @Test
  void aChartThatDependsOnThisOneSwitchesItOffAndSetsItsValues() throws IOException {
    // Given
    Path parent = Files.createDirectories(home.resolve("parent"));
    Files.writeString(
        parent.resolve("Chart.yaml"),
        """
        apiVersion: v2
        name: parent
        version: 1.0.0
        dependencies:
          - {name: language-operator, version: ">=0-0", condition: language-operator.enabled}
        """);
    Files.writeString(
        parent.resolve("values.yaml"),
        """
        global: {imageRegistry: mirror.example}
        language-operator: {image: {repository: platform/operator, tag: "1.0"}}
        """);
    FileTree.read(Path.of(Chart.PATH)).replace(parent.resolve("charts/language-operator"));

    // When
    String on = template(parent);
    String off = template(parent, "--set", "language-operator.enabled=false");

    // Then
    assertThat(on).contains("image: \"mirror.example/platform/operator:1.0\"");
    assertThat(off).doesNotContain("kind:");
    assertThat(chart.template("--set", "enabled=false")).doesNotContain("kind:");
  }

  private static String template(Path parent, String... arguments) {
    return chart
        .helm()
        .succeed(
            Stream.concat(
                    Stream.of(
                        "template", "it", parent.toString(), "--kube-version", Chart.KUBERNETES),
                    Stream.of(arguments))
                .toArray(String[]::new));
  }

  private static String file(String values) throws IOException {
    return Files.writeString(home.resolve("values.yaml"), values).toString();
  }

  private static Stream<JsonNode> objects(String... arguments) {
    return chart.objects(arguments).stream().map(it -> JSON.valueToTree(it));
  }

  /** The templates of all pods that the chart makes, those of hooks included. */
  private static List<JsonNode> pods(String... arguments) {
    return objects(arguments)
        .map(it -> it.at("/spec/template"))
        .filter(it -> it.has("spec"))
        .toList();
  }
}
