package io.langop.operator.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.PodCredentials;
import io.langop.operator.support.TcpProxy;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pod without IPv4: both the API server and those who probe have an IPv6 address. */
@ExtendWith(ClusterExtension.class)
class Ipv6IT {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  @Test
  void theOperatorAsksAndAnswersOverIpv6(
      TestCluster cluster, KubernetesClient client, TestNamespace namespace)
      throws IOException, InterruptedException {
    // Given
    URI server = URI.create(client.getConfiguration().getMasterUrl());
    Path kubeconfig = OperatorInstall.shipped().apply(cluster);
    new Allowlist(client).set("docker.io");
    Workloads workloads = new Workloads(client, namespace.name());

    try (TcpProxy line = TcpProxy.ipv6To(server);
        OperatorProcess operator =
            new PodCredentials(line.kubeconfig(kubeconfig, server))
                .mount(OperatorProcess.with(kubeconfig))
                .environment("QUARKUS_HTTP_HOST", "0.0.0.0") // as in an image
                .start()
                .awaitReady(START_LIMIT)) {
      // When
      workloads.agent("allowed", "docker.io/library/alpine");

      // Then
      Eventually.assertThat(() -> assertThat(workloads.deployment("allowed")).isPresent());
      assertThat(line.attempts()).isPositive();
      assertThat(statusOverIpv6(operator, "/q/health/live")).isEqualTo(200);
      assertThat(statusOverIpv6(operator, "/q/metrics")).isEqualTo(200);
    }
  }

  private static int statusOverIpv6(OperatorProcess operator, String path)
      throws IOException, InterruptedException {
    URI address = URI.create("http://[::1]:" + operator.baseUri().getPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
        .statusCode();
  }
}
