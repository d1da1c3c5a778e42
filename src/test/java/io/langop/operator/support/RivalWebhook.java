package io.langop.operator.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Somebody who adds a container to each pod just while the operator's first request to add one is
 * on its way: the API server asks this webhook about the request and only goes on with it when the
 * other container is there.
 */
public final class RivalWebhook implements AutoCloseable {
  /** The name of the container that is added to every pod. */
  public static final String CONTAINER = "rival";

  private static final String PATCH =
      "{\"spec\":{\"ephemeralContainers\":[{\"name\":\"%s\",\"image\":\"busybox\"}]}}";

  private final KubernetesClient client;
  private final String namespace;
  private final String user;
  private final Map<String, Integer> requests = new ConcurrentHashMap<>();
  private final AdmissionWebhook webhook;

  /**
   * @param client of somebody who may add ephemeral containers to pods
   * @param user whose requests in {@code namespace} it competes with
   */
  public RivalWebhook(KubernetesClient client, String namespace, String user) {
    this.client = client;
    this.namespace = namespace;
    this.user = user;
    webhook = new AdmissionWebhook(client, namespace, "pods/ephemeralcontainers", this::compete);
  }

  /** How many requests of the user arrived for each pod. */
  public Map<String, Integer> requests() {
    return Map.copyOf(requests);
  }

  private String compete(JsonNode request) {
    if (request.path("userInfo").path("username").asText().equals(user)) {
      String pod = request.path("name").asText();
      if (requests.merge(pod, 1, Integer::sum) == 1) {
        client
            .pods()
            .inNamespace(namespace)
            .withName(pod)
            .ephemeralContainers()
            .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), PATCH.formatted(CONTAINER));
      }
    }
    return "\"allowed\": true";
  }

  @Override
  public void close() {
    webhook.close();
  }
}
