package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapper;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the operator's client, which nobody can stop or fill by what they store in the cluster. */
@Singleton
class ReadingClient {

  private static final String TRIMMING = "lean-responses";

  private final JsonFactory json = ReadingModule.jsonFactory();

  @Produces
  @Singleton
  @KubernetesClientObjectMapper
  ObjectMapper mapper() {
    return new ObjectMapper(json).registerModule(new ReadingModule());
  }

  @Produces
  @Singleton
  KubernetesClient client(KubernetesSerialization serialization, Config config) {
    return new KubernetesClientBuilder()
        .withKubernetesSerialization(serialization)
        .withConfig(config)
        .withHttpClientBuilderConsumer(
            builder -> builder.addOrReplaceInterceptor(TRIMMING, new LeanResponses(json)))
        .build();
  }

  void close(@Disposes KubernetesClient client) {
    client.close();
  }
}
