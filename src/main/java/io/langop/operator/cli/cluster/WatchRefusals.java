package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.langop.operator.client.Requests;
import java.util.concurrent.CompletableFuture;

/**
 * Tells when the API server refuses a watch, or cannot be reached for one. The client only tries
 * again then, for ever, and tells nobody.
 */
final class WatchRefusals implements Interceptor {

  private volatile Runnable listener = () -> {};

  /** Has it told to one listener; the latest counts. */
  void tell(Runnable newListener) {
    listener = newListener;
  }

  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
    tellOf(response.request());
    return CompletableFuture.completedFuture(false);
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    tellOf(request);
  }

  private void tellOf(HttpRequest request) {
    if (request != null && Requests.isWatch(request.uri())) {
      listener.run();
    }
  }
}
