package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.langop.operator.client.HttpClientBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/**
 * Makes HTTP clients as small as one connection needs. The client library's own factory does the
 * same, but Quarkus deletes it from native executables.
 */
final class ClientFactory implements HttpClient.Factory {

  @Override
  public HttpClient.Builder newBuilder() {
    return new HttpClientBuilder<>(this, vertx());
  }

  private static Vertx vertx() {
    System.setProperty("vertx.disableDnsResolver", "true"); // the system's own names count
    return Vertx.vertx(
        new VertxOptions()
            .setUseDaemonThread(true)
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(2)
            .setInternalBlockingPoolSize(2)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setClassPathResolvingEnabled(false)
                    .setFileCachingEnabled(false)));
  }
}
