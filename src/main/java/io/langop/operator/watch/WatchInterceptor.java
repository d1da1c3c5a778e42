package io.langop.operator.watch;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.langop.operator.client.Requests;
import io.langop.operator.client.ServerMessage;
import io.langop.operator.config.OperatorConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sees how the API server answers lists and watches of the collections that informers watch. Nobody
 * else does: an informer whose watch was established once looks healthy however often the API
 * server refuses to resume it.
 */
@Singleton
final class WatchInterceptor implements Interceptor {

  /** What is answered until somebody changes a permission, a namespace or a CRD. */
  private static final Set<Integer> REFUSALS =
      Set.of(
          HttpURLConnection.HTTP_UNAUTHORIZED,
          HttpURLConnection.HTTP_FORBIDDEN,
          HttpURLConnection.HTTP_NOT_FOUND);

  private static final Set<String> ALL_NAMESPACES = Set.of("");

  private final Interruptions interruptions;
  private final Set<String> namespaces;

  @Inject
  WatchInterceptor(Interruptions interruptions, OperatorConfig config) {
    this(interruptions, config.watchedNamespaces().map(Set::copyOf).orElse(ALL_NAMESPACES));
  }

  /**
   * @param namespaces the namespaces of the informers; an empty name stands for all
   */
  WatchInterceptor(Interruptions interruptions, Set<String> namespaces) {
    this.interruptions = interruptions;
    this.namespaces = namespaces;
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    if (!"GET".equals(request.method())) {
      return;
    }
    watched(request)
        .ifPresent(watched -> answered(watched, Requests.isWatch(request.uri()), response.code()));
  }

  /**
   * Empty when no informer watches what is requested: no later watch would clear what is noted of
   * it.
   */
  private Optional<Watched> watched(HttpRequest request) {
    return Watched.of(request.uri()).filter(it -> namespaces.contains(it.namespace()));
  }

  private void answered(Watched watched, boolean isWatch, int code) {
    boolean served = code < HttpURLConnection.HTTP_BAD_REQUEST;
    String cause = "the API server answers " + code;
    if (isWatch) {
      if (REFUSALS.contains(code)) {
        interruptions.refusedWatch(watched, cause);
      } else if (served) {
        interruptions.resumed(watched);
      } else {
        interruptions.unanswered(watched, cause);
      }
    } else if (REFUSALS.contains(code)) {
      interruptions.refusedList(watched, cause);
    } else if (served) {
      interruptions.listed(watched);
    }
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    if (Requests.isWatch(request.uri())) {
      watched(request)
          .ifPresent(watched -> interruptions.unanswered(watched, ServerMessage.of(failure)));
    }
  }
}
