package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.langop.operator.status.ServerMessage;
import java.net.HttpURLConnection;
import java.util.Set;

/**
 * Reads one ConfigMap from the API server, past every cache. It asks for a list of one name: the
 * watch needs the right to list anyway, and a list has a resource version even when it is empty. A
 * request is not repeated here and ends soon: reconciliations wait for it.
 */
final class ConfigMapReader {

  private static final int REQUEST_TIMEOUT_MILLIS = 5_000;

  /** What the API server answers when it knows the request and does not tell. */
  private static final Set<Integer> REFUSALS =
      Set.of(
          HttpURLConnection.HTTP_UNAUTHORIZED,
          HttpURLConnection.HTTP_FORBIDDEN,
          HttpURLConnection.HTTP_NOT_FOUND);

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  ConfigMapReader(KubernetesClient client, String namespace, String name) {
    this.client =
        client
            .newClient(
                new RequestConfigBuilder()
                    .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .adapt(KubernetesClient.class);
    this.namespace = namespace;
    this.name = name;
  }

  /** Asks once. Never throws. */
  Reading read() {
    try {
      ConfigMapList list =
          client.configMaps().inNamespace(namespace).withField("metadata.name", name).list();
      return new Reading.Answer(
          list.getItems().stream().findFirst(), version(list.getMetadata().getResourceVersion()));
    } catch (KubernetesClientException e) {
      return REFUSALS.contains(e.getCode())
          ? new Reading.Refusal(e.getCode(), ServerMessage.of(e))
          : new Reading.Silence(ServerMessage.of(e), e);
    } catch (RuntimeException e) {
      return new Reading.Silence(ServerMessage.of(e), e);
    }
  }

  /** The version of an object as it was watched. */
  static long version(ConfigMap configMap) {
    return version(configMap.getMetadata().getResourceVersion());
  }

  /** A version that cannot be compared counts as the oldest, so that a newer read settles it. */
  static long version(String resourceVersion) {
    try {
      return resourceVersion == null ? 0 : Long.parseLong(resourceVersion);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
