package io.langop.operator.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapper;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Makes the one client of the operator: as Quarkus does it, on its event loops, and every {@link
 * Interceptor} that is a bean sees its requests and answers.
 */
@Singleton
class OperatorClient {

  @Produces
  @Singleton
  KubernetesClient client(
      @KubernetesClientObjectMapper ObjectMapper mapper,
      Config config,
      Vertx vertx,
      @Any Instance<Interceptor> interceptors) {
    return client(mapper, config, new Factory(vertx), interceptors);
  }

  /** The same client over other connections. */
  static KubernetesClient client(
      ObjectMapper mapper,
      Config config,
      HttpClient.Factory connections,
      Iterable<Interceptor> interceptors) {
    return new KubernetesClientBuilder()
        .withKubernetesSerialization(new Serialization(mapper))
        .withConfig(config)
        .withHttpClientFactory(connections)
        .withHttpClientBuilderConsumer(
            http ->
                interceptors.forEach(
                    interceptor ->
                        http.addOrReplaceInterceptor(
                            interceptor.getClass().getSimpleName(), interceptor)))
        .build();
  }

  void close(@Disposes KubernetesClient client) {
    client.close();
  }

  private record Factory(Vertx vertx) implements HttpClient.Factory {
    @Override
    public HttpClient.Builder newBuilder() {
      return new HttpClientBuilder<>(this, vertx);
    }
  }
}
