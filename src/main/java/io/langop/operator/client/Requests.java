package io.langop.operator.client;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.net.URI;
import java.util.stream.Stream;

/** Requests to the API server: what an address asks for, and how often it is asked. */
public final class Requests {

  private Requests() {}

  /** Whether a request watches. */
  public static boolean isWatch(URI request) {
    return parameters(request).anyMatch("watch=true"::equals);
  }

  /** Whether a request is about the objects with certain fields only, one name for example. */
  public static boolean selectsFields(URI request) {
    return parameters(request).anyMatch(parameter -> parameter.startsWith("fieldSelector="));
  }

  private static Stream<String> parameters(URI request) {
    String query = request.getRawQuery();
    return query == null ? Stream.empty() : Stream.of(query.split("&"));
  }

  /** A client for callers who try again later themselves, so that nobody waits for it now. */
  public static KubernetesClient withoutRetries(KubernetesClient client) {
    RequestConfig once =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .build();
    return client.newClient(once).adapt(KubernetesClient.class);
  }
}
