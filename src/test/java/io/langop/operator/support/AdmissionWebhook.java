package io.langop.operator.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** An admission webhook of a test, which is asked about the writes of one kind in one namespace. */
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
      """;

  private final KubernetesClient client;
  private final HttpsServer server;
  private final String name;
  private final Supplier<String> verdict;

  /**
   * @param resource for example {@code deployments}
   * @param verdict fields of the answer as JSON; it may take its time
   */
  AdmissionWebhook(
      KubernetesClient client, String namespace, String resource, Supplier<String> verdict) {
    this.client = client;
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
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String review = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String uid = review.replaceFirst("(?s).*?\"uid\":\"([^\"]+)\".*", "$1");
      byte[] answer =
          """
          {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
           "response": {"uid": "%s", %s}}
          """
              .formatted(uid, verdict.get())
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    client.admissionRegistration().v1().validatingWebhookConfigurations().withName(name).delete();
    server.stop(0);
  }
}
