package io.langop.operator.watch;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The client of the whole operator: Quarkus' own, with an eye on its watches. */
@Singleton
class WatchingClient {

  @Produces
  @Singleton
  KubernetesClient client(
      KubernetesSerialization serialization, Config config, Interruptions interruptions) {
    return new KubernetesClientBuilder()
        .withKubernetesSerialization(serialization)
        .withConfig(config)
        .withHttpClientBuilderConsumer(
            http ->
                http.addOrReplaceInterceptor(
                    WatchInterceptor.NAME, new WatchInterceptor(interruptions)))
        .build();
  }

  void close(@Disposes KubernetesClient client) {
    client.close();
  }
}
