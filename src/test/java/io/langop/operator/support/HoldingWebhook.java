package io.langop.operator.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An admission webhook that holds every write of one kind on its way into a namespace until it is
 * released, for at most half a minute, and then lets it in or has it fail. So a request is in the
 * API server for as long as a test wants, whatever happens to the client that sent it.
 */
public final class HoldingWebhook implements AutoCloseable {
  private static final String ALLOWED = "\"allowed\": true";
  private static final String FAILED =
      "\"allowed\": false, \"status\": {\"code\": 500, \"reason\": \"InternalError\"}";

  private final AtomicInteger held = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile String verdict = ALLOWED;
  private final AdmissionWebhook webhook;

  private HoldingWebhook(KubernetesClient client, String namespace, String resource) {
    webhook = new AdmissionWebhook(client, namespace, resource, request -> hold());
  }

  /** Holds Deployments that are written in {@code namespace} from now on. */
  public static HoldingWebhook in(KubernetesClient client, String namespace) {
    return new HoldingWebhook(client, namespace, "deployments");
  }

  /** Holds statuses of PowerTools that are written in {@code namespace} from now on. */
  public static HoldingWebhook ofRuns(KubernetesClient client, String namespace) {
    return new HoldingWebhook(client, namespace, "powertools/status");
  }

  /** Holds statuses of agents that are written in {@code namespace} from now on. */
  public static HoldingWebhook ofAgents(KubernetesClient client, String namespace) {
    return new HoldingWebhook(client, namespace, "languageagents/status");
  }

  /** Holds containers that are added to pods of {@code namespace} from now on. */
  public static HoldingWebhook ofInjections(KubernetesClient client, String namespace) {
    return new HoldingWebhook(client, namespace, "pods/ephemeralcontainers");
  }

  /** Waits until something is held. */
  public void awaitHeld() {
    Eventually.assertThat(() -> assertThat(held.get()).isPositive());
  }

  /** Lets everything in, now and from now on. */
  public void release() {
    verdict = ALLOWED;
    released.countDown();
  }

  /** Has everything fail that is held and that comes before {@link #release}. */
  public void fail() {
    verdict = FAILED;
    released.countDown();
  }

  private String hold() {
    held.incrementAndGet();
    try {
      released.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return verdict;
  }

  @Override
  public void close() {
    release();
    webhook.close();
  }
}
