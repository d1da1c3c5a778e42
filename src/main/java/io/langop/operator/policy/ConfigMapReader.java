package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.langop.operator.client.ServerMessage;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads one ConfigMap from the API server, past every cache. It asks for a list of one name: the
 * watch needs the right to list anyway, and a list has a resource version even when it is empty. A
 * request is not repeated here and ends soon: reconciliations wait for it.
 */
final class ConfigMapReader {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** What the API server answers when it knows the request and does not tell. */
  private static final Set<Integer> REFUSALS =
      Set.of(
          HttpURLConnection.HTTP_UNAUTHORIZED,
          HttpURLConnection.HTTP_FORBIDDEN,
          HttpURLConnection.HTTP_NOT_FOUND);

  private final ExecutorService requests =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "configmap-read");
            thread.setDaemon(true);
            return thread;
          });
  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final long limitMillis;

  ConfigMapReader(KubernetesClient client, String namespace, String name) {
    this(client, namespace, name, LIMIT);
  }

  /**
   * @param limit how long an answer may take, its body included
   */
  ConfigMapReader(KubernetesClient client, String namespace, String name, Duration limit) {
    this.limitMillis = limit.toMillis();
    this.client =
        client
            .newClient(
                new RequestConfigBuilder()
                    .withRequestTimeout(Math.toIntExact(limitMillis))
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .adapt(KubernetesClient.class);
    this.namespace = namespace;
    this.name = name;
  }

  /**
   * Asks once. Never throws. The time-out of a request ends with the head of the answer, so the
   * body is bounded here: a connection that is lost in its middle would hold up all who wait.
   */
  Reading read() {
    Future<Reading> asked = requests.submit(this::ask);
    try {
      return asked.get(limitMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      asked.cancel(true);
      return new Reading.Silence("no answer within %d ms".formatted(limitMillis), e);
    } catch (ExecutionException e) {
      return new Reading.Silence(ServerMessage.of(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      return new Reading.Silence("the process is ending", e);
    }
  }

  private Reading ask() {
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
