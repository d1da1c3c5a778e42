package io.langop.operator.reading;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the mapper of the operator's client, which reads whatever is stored in the cluster. */
@Singleton
class ReadingMapper {

  @Produces
  @Singleton
  @KubernetesClientObjectMapper
  ObjectMapper mapper() {
    return new ObjectMapper(ReadingModule.jsonFactory()).registerModule(new ReadingModule());
  }
}
