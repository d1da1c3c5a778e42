package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Signs requests with the token that a file or a plug-in of the kubeconfig gives. A refused token
 * is replaced once by what the file or the plug-in gives then, so that a watch outlives a token.
 * The client does the same only for a kubeconfig that it has read from a single file itself.
 */
final class RenewedToken implements Interceptor {

  private static final String HEADER = "Authorization";

  private final Supplier<Optional<String>> source;
  private volatile String token;

  /**
   * @param source gives the token that is valid now; empty if there is none
   */
  RenewedToken(String token, Supplier<Optional<String>> source) {
    this.token = token;
    this.source = source;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    builder.setHeader(HEADER, signature());
  }

  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
    if (response.code() != HttpURLConnection.HTTP_UNAUTHORIZED) {
      return CompletableFuture.completedFuture(false);
    }
    String refused = token;
    return CompletableFuture.supplyAsync(() -> renewed(refused))
        .thenApply(
            renewed -> {
              builder.setHeader(HEADER, signature());
              return renewed;
            });
  }

  private synchronized boolean renewed(String refused) {
    if (token.equals(refused)) {
      token = source.get().orElse(refused);
    }
    return !token.equals(refused);
  }

  private String signature() {
    return "Bearer " + token;
  }
}
