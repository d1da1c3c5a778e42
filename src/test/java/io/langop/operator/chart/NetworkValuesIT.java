package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.langop.operator.testcluster.Helm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What values make of everything that has to do with the network. */
class NetworkValuesIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path home;

  private static Chart chart;

  @BeforeAll
  static void prepareHelm() {
    chart = new Chart(Helm.withoutCluster(home));
  }

  @Test
  void theNetworkPolicyTakesAddressesOfBothFamilies() {
    // When
    JsonNode policy =
        object(
            "NetworkPolicy",
            "-f",
            ci("ipv6"),
            "--set",
            "networkPolicy.apiServerCidrs={fd00::/8,10.0.0.0/8}");

    // Then
    assertThat(policy.at("/spec/egress/1/to").toString())
        .isEqualTo(
            "[{\"ipBlock\":{\"cidr\":\"fd00::/8\"}},{\"ipBlock\":{\"cidr\":\"10.0.0.0/8\"}}]");
    assertThat(policy.at("/spec/ingress/0/from/1").toString())
        .isEqualTo("{\"ipBlock\":{\"cidr\":\"::/0\"}}");
  }

  @Test
  void theServiceHasTheFamiliesOfTheClusterUnlessTheyAreNamed() {
    // When
    JsonNode byDefault = object("Service").at("/spec");
    JsonNode both =
        object(
                "Service",
                "--set",
                "service.ipFamilyPolicy=RequireDualStack,service.ipFamilies={IPv6,IPv4}")
            .at("/spec");

    // Then
    assertThat(byDefault.has("ipFamilies") || byDefault.has("ipFamilyPolicy")).isFalse();
    assertThat(both.at("/ipFamilyPolicy").asText()).isEqualTo("RequireDualStack");
    assertThat(both.at("/ipFamilies").toString()).isEqualTo("[\"IPv6\",\"IPv4\"]");
  }

  @Test
  void inCiliumTheApiServerIsNamedByItsEntity() {
    // When
    JsonNode kubernetes = object("NetworkPolicy", "-f", ci("cilium"));
    JsonNode cilium =
        object(
            "CiliumNetworkPolicy",
            "-f",
            ci("cilium"),
            "--set",
            "networkPolicy.apiServerPorts={6443}");

    // Then
    assertThat(kubernetes.at("/spec/egress")).as("DNS alone").hasSize(1);
    assertThat(kubernetes.at("/spec/policyTypes").toString()).contains("Egress");
    assertThat(cilium.at("/spec/endpointSelector/matchLabels"))
        .isEqualTo(kubernetes.at("/spec/podSelector/matchLabels"));
    assertThat(cilium.at("/spec/egress").toString())
        .isEqualTo(
            "[{\"toEntities\":[\"kube-apiserver\"],"
                + "\"toPorts\":[{\"ports\":[{\"port\":\"6443\",\"protocol\":\"TCP\"}]}]}]");
  }

  @Test
  void metricsOverTlsAreReachedThroughTheProxyAlone() {
    // When
    String tls = ci("metrics-tls");
    JsonNode service = object("Service", "-f", tls).at("/spec/ports/0");
    JsonNode endpoint = object("ServiceMonitor", "-f", tls).at("/spec/endpoints/0");
    JsonNode ingress = object("NetworkPolicy", "-f", tls).at("/spec/ingress");
    JsonNode pod = object("Deployment", "-f", tls).at("/spec/template/spec");
    String test = object("Job", "-f", tls).at("/spec/template/spec/containers/0/args/0").asText();

    // Then
    assertThat(service.toString())
        .isEqualTo("{\"name\":\"https\",\"port\":8443,\"targetPort\":\"metrics\"}");
    assertThat(endpoint.at("/port").asText()).isEqualTo("https");
    assertThat(endpoint.at("/scheme").asText()).isEqualTo("https");
    assertThat(endpoint.at("/bearerTokenFile").asText()).endsWith("/serviceaccount/token");
    assertThat(endpoint.at("/tlsConfig/insecureSkipVerify").asBoolean()).isTrue();
    assertThat(ingress.toString())
        .isEqualTo("[{\"ports\":[{\"port\":\"metrics\",\"protocol\":\"TCP\"}]}]");
    assertThat(pod.at("/containers/1/ports/0/name").asText()).isEqualTo("metrics");
    assertThat(pod.at("/volumes").findValuesAsText("name"))
        .contains(pod.at("/containers/1/volumeMounts/0/name").asText());
    assertThat(pod.at("/containers/0/readinessProbe/httpGet/port").asText()).isEqualTo("http");
    assertThat(test).contains("https://", "/q/health/ready").doesNotContain("metrics\"");
  }

  @Test
  void theProxyMayAskAboutTokensAndPrometheusMayGetMetrics() {
    // When
    List<JsonNode> bindings = objects("ClusterRoleBinding", "-n", "home", "-f", ci("metrics-tls"));

    // Then
    assertThat(bindings)
        .filteredOn(it -> it.at("/roleRef/name").asText().equals("system:auth-delegator"))
        .singleElement()
        .extracting(it -> it.at("/subjects/0").toString())
        .isEqualTo(
            "{\"kind\":\"ServiceAccount\",\"name\":\"language-operator\",\"namespace\":\"home\"}");
    assertThat(objects("ClusterRole", "-n", "home", "-f", ci("metrics-tls")))
        .filteredOn(it -> it.at("/metadata/name").asText().equals("home:language-operator:metrics"))
        .singleElement()
        .extracting(it -> it.at("/rules").toString())
        .isEqualTo("[{\"nonResourceURLs\":[\"/q/metrics\"],\"verbs\":[\"get\"]}]");
  }

  private static String ci(String name) {
    return Path.of(Chart.PATH, "ci", name + "-values.yaml").toString();
  }

  private static JsonNode object(String kind, String... arguments) {
    return objects(kind, arguments).get(0);
  }

  private static List<JsonNode> objects(String kind, String... arguments) {
    return chart.objects(arguments).stream()
        .filter(it -> it.getKind().equals(kind))
        .map(it -> JSON.<JsonNode>valueToTree(it))
        .toList();
  }
}
