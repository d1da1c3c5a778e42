package io.langop.operator.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An admission webhook of a test, which is asked about the writes of one kind in one namespace,
 * from the moment that its constructor returns.
 */
final class AdmissionWebhook implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata:
        name: webhook-%1$s
      webhooks:
        - name: webhook.test.langop.io
          clientConfig: {url: "https://127.0.0.1:%2$d/", caBundle: "%3$s"}
          failurePolicy: Fail
          timeoutSeconds: 30
          sideEffects: None
          admissionReviewVersions: [v1]
          namespaceSelector:
            matchLabels: {kubernetes.io/metadata.name: %1$s}
          rules:
            - apiGroups: ["*"]
              apiVersions: ["*"]
              operations: [CREATE, UPDATE]
              resources: [%4$s]
            # To ask whether the webhook is in effect.
            - apiGroups: [""]
              apiVersions: [v1]
              operations: [CREATE]
              resources: [configmaps]
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final String namespace;
  private final HttpsServer server;
  private final String name;
  private final Function<JsonNode, String> verdict;
  private final AtomicBoolean inEffect = new AtomicBoolean();
  private final AtomicInteger unanswered = new AtomicInteger();

  /**
   * @param resource for example {@code deployments}
   * @param verdict from the request of the review to fields of the answer as JSON; it may take its
   *     time, and is asked by several threads at once
   */
  AdmissionWebhook(
      KubernetesClient client,
      String namespace,
      String resource,
      Function<JsonNode, String> verdict) {
    this.client = client;
    this.namespace = namespace;
    this.verdict = verdict;
    LocalTls tls = LocalTls.create();
    server = tls.server();
    server.createContext("/", this::answer);
    server.start();
    ValidatingWebhookConfiguration configuration =
        Serialization.unmarshal(
            CONFIGURATION.formatted(
                namespace, server.getAddress().getPort(), tls.caBundle(), resource),
            ValidatingWebhookConfiguration.class);
    client.resource(configuration).create();
    name = configuration.getMetadata().getName();
    awaitAsked(true);
  }

  /** The API server learns a moment later whom it is to ask. */
  private void awaitAsked(boolean asked) {
    Eventually.assertThat(
        () -> {
          inEffect.set(false);
          client.resource(probe(namespace)).dryRun().create();
          assertThat(inEffect.get()).isEqualTo(asked);
        });
  }

  private static ConfigMap probe(String namespace) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("probe")
        .withNamespace(namespace)
        .endMetadata()
        .build();
  }

  private void answer(HttpExchange exchange) throws IOException {
    unanswered.incrementAndGet();
    try {
      answerAndClose(exchange);
    } finally {
      unanswered.decrementAndGet();
    }
  }

  private void answerAndClose(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody()).path("request");
      byte[] answer =
          """
          {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
           "response": {"uid": "%s", %s}}
          """
              .formatted(request.path("uid").asText(), verdict(request))
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private String verdict(JsonNode request) {
    if (request.path("resource").path("resource").asText().equals("configmaps")) {
      inEffect.set(true);
      return "\"allowed\": true";
    }
    return verdict.apply(request);
  }

  /** What is asked is answered before: the API server would take the end of the line for a no. */
  @Override
  public void close() {
    client.admissionRegistration().v1().validatingWebhookConfigurations().withName(name).delete();
    awaitAsked(false);
    Eventually.assertThat(() -> assertThat(unanswered.get()).isZero());
    server.stop(0);
  }
}
