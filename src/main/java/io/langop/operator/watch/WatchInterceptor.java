package io.langop.operator.watch;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.langop.operator.status.ServerMessage;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * Sees how the API server answers lists and watches. Nobody else does: an informer whose watch was
 * established once looks healthy however often the API server refuses to resume it.
 */
@Singleton
final class WatchInterceptor implements Interceptor {

  /** What is answered until somebody changes a permission, a namespace or a CRD. */
  private static final Set<Integer> REFUSALS =
      Set.of(
          HttpURLConnection.HTTP_UNAUTHORIZED,
          HttpURLConnection.HTTP_FORBIDDEN,
          HttpURLConnection.HTTP_NOT_FOUND);

  private final Interruptions interruptions;

  WatchInterceptor(Interruptions interruptions) {
    this.interruptions = interruptions;
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    if (!"GET".equals(request.method())) {
      return;
    }
    Watched.of(request.uri())
        .ifPresent(watched -> answered(watched, isWatch(request.uri()), response.code()));
  }

  private void answered(Watched watched, boolean isWatch, int code) {
    if (REFUSALS.contains(code)) {
      interruptions.refused(watched, "the API server answers " + code);
    } else if (isWatch && code < HttpURLConnection.HTTP_BAD_REQUEST) {
      interruptions.resumed(watched);
    } else if (isWatch) {
      interruptions.unanswered(watched, "the API server answers " + code);
    }
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    if (isWatch(request.uri())) {
      Watched.of(request.uri())
          .ifPresent(watched -> interruptions.unanswered(watched, ServerMessage.of(failure)));
    }
  }

  private static boolean isWatch(URI request) {
    String query = request.getQuery();
    return query != null && query.contains("watch=true");
  }
}
