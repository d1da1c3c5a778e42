package io.langop.operator.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An admission webhook that holds every write of one kind on its way into a namespace until it is
 * released, for at most half a minute, and then lets it in. So a request is in the API server for
 * as long as a test wants, whatever happens to the client that sent it.
 */
public final class HoldingWebhook implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata:
        name: holding-%1$s
      webhooks:
        - name: holding.test.langop.io
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
  private final AtomicInteger held = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);

  private HoldingWebhook(KubernetesClient client, String namespace, String resource) {
    this.client = client;
    LocalTls tls = LocalTls.create();
    server = tls.server();
    server.createContext("/", this::hold);
    server.start();
    ValidatingWebhookConfiguration configuration =
        Serialization.unmarshal(
            CONFIGURATION.formatted(
                namespace, server.getAddress().getPort(), tls.caBundle(), resource),
            ValidatingWebhookConfiguration.class);
    client.resource(configuration).create();
    name = configuration.getMetadata().getName();
  }

  /** Holds Deployments that are written in {@code namespace} from now on. */
  public static HoldingWebhook in(KubernetesClient client, String namespace) {
    return new HoldingWebhook(client, namespace, "deployments");
  }

  /** Holds statuses of PowerTools that are written in {@code namespace} from now on. */
  public static HoldingWebhook ofRuns(KubernetesClient client, String namespace) {
    return new HoldingWebhook(client, namespace, "powertools/status");
  }

  /** Waits until something is held. */
  public void awaitHeld() {
    Eventually.assertThat(() -> assertThat(held.get()).isPositive());
  }

  /** Lets everything in, now and from now on. */
  public void release() {
    released.countDown();
  }

  private void hold(HttpExchange exchange) throws IOException {
    try (exchange) {
      String review = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      held.incrementAndGet();
      released.await(30, TimeUnit.SECONDS);
      String uid = review.replaceFirst("(?s).*?\"uid\":\"([^\"]+)\".*", "$1");
      byte[] answer =
          """
          {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
           "response": {"uid": "%s", "allowed": true}}
          """
              .formatted(uid)
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    release();
    client.admissionRegistration().v1().validatingWebhookConfigurations().withName(name).delete();
    server.stop(0);
  }
}
