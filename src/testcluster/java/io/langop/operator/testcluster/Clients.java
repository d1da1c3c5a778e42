package io.langop.operator.testcluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;

/**
 * Makes clients that do not keep the JVM alive. Left to itself, every client starts threads of its
 * own that outlive it and that a main program would wait for at its end.
 */
final class Clients {
  private static final HttpClient.Factory HTTP =
      new VertxHttpClientFactory(Vertx.vertx(new VertxOptions().setUseDaemonThread(true)));
  private static final int PATIENT_MILLISECONDS = 60_000;
  private static final int IMPATIENT_MILLISECONDS = 2_000;

  private Clients() {}

  /** A client that waits for an answer as long as an API server works on one. */
  static KubernetesClient of(Path kubeconfig) {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    config.setRequestTimeout(PATIENT_MILLISECONDS);
    return build(config);
  }

  /** A client that asks once and gives up after two seconds. */
  static KubernetesClient impatient(Path kubeconfig) {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    config.setRequestRetryBackoffLimit(0);
    config.setConnectionTimeout(IMPATIENT_MILLISECONDS);
    config.setRequestTimeout(IMPATIENT_MILLISECONDS);
    return build(config);
  }

  private static KubernetesClient build(Config config) {
    return new KubernetesClientBuilder().withConfig(config).withHttpClientFactory(HTTP).build();
  }
}
