package io.langop.operator.client;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientBuilder;
import io.vertx.core.Vertx;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/** Makes connections to an API server that cost little processor time: see {@link CheapCipher}. */
public final class HttpClientBuilder<F extends HttpClient.Factory>
    extends VertxHttpClientBuilder<F> {

  private final Vertx vertx;

  public HttpClientBuilder(F factory, Vertx vertx) {
    super(factory, vertx);
    this.vertx = vertx;
  }

  @Override
  public VertxHttpClientBuilder<F> sslContext(KeyManager[] keys, TrustManager[] trust) {
    super.sslContext(keys, trust);
    sslContext = CheapCipher.first(sslContext);
    return this;
  }

  @Override
  protected VertxHttpClientBuilder<F> newInstance(F factory) {
    return new HttpClientBuilder<>(factory, vertx);
  }
}
