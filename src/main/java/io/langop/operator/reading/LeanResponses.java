package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonFactory;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.langop.operator.client.Requests;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trims lists, and what the API server answers to a write, before the client collects them: a page
 * of a list then takes as much memory as the operator keeps of it, whatever its objects weigh. The
 * answer to a read of one object stays as it is, for those who need all of it. {@link
 * WatchEventReader} trims what comes through a watch.
 */
@Singleton
final class LeanResponses implements Interceptor {

  private static final Pattern PATH =
      Pattern.compile(
          "/(?:api|apis)/(?<version>v1|[^/]+/[^/]+)(?:/namespaces/[^/]+)?/(?<plural>[^/]+)"
              + "(?<object>/.+)?");

  private static final String READ = "GET";

  private final JsonFactory json = ReadingModule.jsonFactory();

  /** A list may come compressed. */
  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (READ.equals(request.method()) && shape(request).isPresent()) {
      builder.setHeader("Accept-Encoding", "gzip");
    }
  }

  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> client, HttpRequest request) {
    boolean list = READ.equals(request.method());
    return shape(request)
        .map(shape -> new LeanBody(client, shape, list, json))
        .<AsyncBody.Consumer<List<ByteBuffer>>>map(lean -> list ? new InflatedBody(lean) : lean)
        .orElse(client);
  }

  /** What is kept of the objects in the answer; empty when it stays as it is. */
  private static Optional<Shape> shape(HttpRequest request) {
    Matcher path = PATH.matcher(request.uri().getPath());
    boolean read = READ.equals(request.method());
    if (!path.find() || read && (path.group("object") != null || Requests.isWatch(request.uri()))) {
      return Optional.empty();
    }
    return Shape.ofPlural(path.group("version"), path.group("plural"));
  }
}
