package io.langop.operator.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.langop.operator.support.EmptyCluster;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapper;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** In tests that Quarkus starts, the operator's client has the connections of a test. */
@Singleton
class UnconnectedClient {

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  KubernetesClient client(
      @KubernetesClientObjectMapper ObjectMapper mapper,
      Config config,
      EmptyCluster cluster,
      @Any Instance<Interceptor> interceptors) {
    return OperatorClient.client(mapper, config, cluster.connections(), interceptors);
  }
}
