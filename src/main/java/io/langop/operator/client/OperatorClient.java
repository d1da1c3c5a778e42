package io.langop.operator.client;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Makes the one client of the operator: Quarkus' own, and every {@link Interceptor} that is a bean
 * sees its requests and answers.
 */
@Singleton
class OperatorClient {

  /**
   * What a watch brings besides what package {@code reading} maps itself. These are looked up by
   * the name of their kind; the build makes none of the client's other kinds known by name (see
   * {@code .mvn/maven.config}), since loading them takes time at every start and makes a native
   * executable twice as large.
   */
  private static final List<Class<? extends KubernetesResource>> NAMED =
      List.of(ConfigMap.class, Status.class);

  @Produces
  @Singleton
  KubernetesClient client(
      KubernetesSerialization serialization,
      Config config,
      @Any Instance<Interceptor> interceptors) {
    NAMED.forEach(serialization::registerKubernetesResource);
    return new KubernetesClientBuilder()
        .withKubernetesSerialization(serialization)
        .withConfig(config)
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
}
