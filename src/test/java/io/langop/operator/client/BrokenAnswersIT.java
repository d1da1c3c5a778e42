package io.langop.operator.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.TcpProxy;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.TestNamespace;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An API server that goes away in the middle of an answer. Whoever waits for the rest must not wait
 * for ever: a reconciliation that does is never repeated.
 */
@ExtendWith(ClusterExtension.class)
class BrokenAnswersIT {
  private static final int SIZE = 400_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private KubernetesClient client;
  private TcpProxy line;
  private ConfigMap large;

  @BeforeEach
  void connect(KubernetesClient admin, TestNamespace namespace) {
    large =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("large")
            .withNamespace(namespace.name())
            .endMetadata()
            .withData(Map.of("text", "x".repeat(SIZE)))
            .build();
    admin.resource(large).serverSideApply();
    Config direct = admin.getConfiguration();
    line = TcpProxy.to(URI.create(direct.getMasterUrl()));
    Config config = new ConfigBuilder(direct).withMasterUrl(line.address().toString()).build();
    client =
        Requests.withoutRetries(
            new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(
                    http ->
                        http.addOrReplaceInterceptor(
                            "limit", new AnswerLimit(Duration.ofSeconds(1))))
                .build());
    Eventually.assertThat(
        () -> assertThat(client.resource(large).get().getData().get("text")).hasSize(SIZE));
  }

  @AfterEach
  void disconnect() {
    client.close();
    line.close();
  }

  @Test
  void anAnswerThatBreaksOffIsAnError() {
    // When
    line.breakOffAfter(SIZE / 2);

    // Then
    assertReadFails();
  }

  @Test
  void anAnswerThatDoesNotGoOnIsAnError() {
    // When
    line.silenceAfter(SIZE / 2);

    // Then
    assertReadFails();
  }

  private void assertReadFails() {
    assertThat(CompletableFuture.supplyAsync(() -> client.resource(large).get()))
        .failsWithin(LIMIT)
        .withThrowableThat()
        .withCauseInstanceOf(KubernetesClientException.class);
  }
}
