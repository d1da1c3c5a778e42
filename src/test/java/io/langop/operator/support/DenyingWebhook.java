package io.langop.operator.support;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;

/** An admission webhook that lets no Deployment into a namespace, and says why in its own words. */
public final class DenyingWebhook implements AutoCloseable {
  private final AdmissionWebhook webhook;

  private DenyingWebhook(KubernetesClient client, String namespace, String message) {
    String verdict =
        "\"allowed\": false, \"status\": {\"code\": 403, \"message\": %s}"
            .formatted(Serialization.asJson(message));
    webhook = new AdmissionWebhook(client, namespace, "deployments", request -> verdict);
  }

  /** Denies what is written in {@code namespace} from now on. */
  public static DenyingWebhook in(KubernetesClient client, String namespace, String message) {
    return new DenyingWebhook(client, namespace, message);
  }

  @Override
  public void close() {
    webhook.close();
  }
}
