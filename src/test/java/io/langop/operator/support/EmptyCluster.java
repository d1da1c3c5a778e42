package io.langop.operator.support;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpClientBuilder;
import io.fabric8.kubernetes.client.http.StandardHttpHeaders;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.StandardWebSocketBuilder;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketResponse;
import io.fabric8.kubernetes.client.http.WebSocketUpgradeResponse;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The connections of a client that leads nowhere. A read finds an allowlist and nothing else, a
 * watch brings nothing, and what is created is noted. It decides nothing, validates nothing and
 * keeps nothing: what depends on how an API server behaves is tried with a real one.
 */
@Singleton
public final class EmptyCluster implements HttpClient.Factory {

  /** A property: whether answers are held until {@link #answer}, or there are no CRDs. */
  public static final String MODE = "test.cluster";

  /** A namespace in which nothing may be created. */
  public static final String FORBIDDEN = "forbidden";

  /** A namespace in which all that is created exists already. */
  public static final String TAKEN = "taken";

  /** What kube-system/operator-config allows: two entries and an invalid one. */
  private static final String ALLOWLIST = "docker.io\\nquay.io\\n*";

  private static final String CONFIG_MAP =
      """
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"kube-system",\
      "name":"operator-config","uid":"1","resourceVersion":"1"},\
      "data":{"allowed-registries":"%s"}}"""
          .formatted(ALLOWLIST);

  private final CompletableFuture<Void> answers = new CompletableFuture<>();
  private final boolean hasCrds;
  private final List<Created> created = new CopyOnWriteArrayList<>();
  private volatile String forbiddenPath = "";

  /** What was to be created, as it was sent. */
  public record Created(String path, String body) {}

  EmptyCluster(@ConfigProperty(name = MODE, defaultValue = "held") String mode) {
    hasCrds = !mode.equals("without CRDs");
    if (!mode.equals("held")) {
      answer();
    }
  }

  /** Gives the answers that are held, and from now on each at once. */
  public void answer() {
    answers.complete(null);
  }

  /** Forbids what has this path, and nothing else. */
  public void forbid(String path) {
    forbiddenPath = path;
  }

  /** What was to be created so far, whatever was answered. */
  public List<Created> created() {
    return created;
  }

  @Override
  public HttpClient.Builder newBuilder() {
    return new Connector(this);
  }

  private static final class Connector
      extends StandardHttpClientBuilder<Connections, EmptyCluster, Connector> {

    Connector(EmptyCluster cluster) {
      super(cluster);
    }

    @Override
    public HttpClient build() {
      return new Connections(this, client == null ? new AtomicBoolean() : client.getClosed());
    }

    @Override
    protected Connector newInstance(EmptyCluster cluster) {
      return new Connector(cluster);
    }
  }

  private static final class Connections
      extends StandardHttpClient<Connections, EmptyCluster, Connector> {

    private final EmptyCluster cluster;

    Connections(Connector builder, AtomicBoolean closed) {
      super(builder, closed);
      cluster = builder.getClientFactory();
    }

    @Override
    public CompletableFuture<HttpResponse<AsyncBody>> consumeBytesDirect(
        StandardHttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
      return cluster.answers.thenApply(now -> cluster.answer(request, consumer));
    }

    @Override
    public CompletableFuture<WebSocketResponse> buildWebSocketDirect(
        StandardWebSocketBuilder request, WebSocket.Listener listener) {
      return cluster.answers.thenApply(
          now -> {
            WebSocket silent = new SilentWatch();
            listener.onOpen(silent);
            return new WebSocketResponse(
                new WebSocketUpgradeResponse(request.asHttpRequest()), silent);
          });
    }

    @Override
    protected void doClose() {
      // There is nothing to close.
    }
  }

  private HttpResponse<AsyncBody> answer(
      StandardHttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    String path = request.uri().getPath();
    if (!request.method().equals("GET")) {
      created.add(new Created(path, request.bodyString()));
      int code = answerToWrite(path);
      return code == HttpURLConnection.HTTP_CREATED
          ? new Answer(request, code, request.bodyString(), consumer)
          : refusal(request, code, consumer);
    }
    if (path.equals(forbiddenPath)) {
      return refusal(request, HttpURLConnection.HTTP_FORBIDDEN, consumer);
    }
    if (path.endsWith("/configmaps/operator-config")) {
      return new Answer(request, HttpURLConnection.HTTP_OK, CONFIG_MAP, consumer);
    }
    boolean isOfCrd = path.startsWith("/apis/langop.io/");
    if (path.contains("/configmaps/") || isOfCrd && !hasCrds) {
      return refusal(request, HttpURLConnection.HTTP_NOT_FOUND, consumer);
    }
    boolean isAllowlist =
        path.endsWith("/configmaps") && request.uri().getQuery().contains("operator-config");
    return new Answer(
        request,
        HttpURLConnection.HTTP_OK,
        "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[%s]}"
            .formatted(isAllowlist ? CONFIG_MAP : ""),
        consumer);
  }

  private static int answerToWrite(String path) {
    if (path.contains("/namespaces/" + FORBIDDEN + "/")) {
      return HttpURLConnection.HTTP_FORBIDDEN;
    }
    return path.contains("/namespaces/" + TAKEN + "/")
        ? HttpURLConnection.HTTP_CONFLICT
        : HttpURLConnection.HTTP_CREATED;
  }

  private static Answer refusal(
      HttpRequest request, int code, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    String status =
        "{\"apiVersion\":\"v1\",\"kind\":\"Status\",\"status\":\"Failure\",\"code\":%d}";
    return new Answer(request, code, status.formatted(code), consumer);
  }

  /** An answer that comes in one piece. */
  private static final class Answer extends StandardHttpHeaders
      implements HttpResponse<AsyncBody>, AsyncBody {

    private final HttpRequest request;
    private final int code;
    private final String text;
    private final Consumer<List<ByteBuffer>> consumer;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicBoolean sent = new AtomicBoolean();

    Answer(HttpRequest request, int code, String text, Consumer<List<ByteBuffer>> consumer) {
      this.request = request;
      this.code = code;
      this.text = text;
      this.consumer = consumer;
    }

    @Override
    public void consume() {
      if (sent.getAndSet(true)) {
        done.complete(null);
        return;
      }
      try {
        consumer.consume(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))), this);
      } catch (Exception e) { // the interface's own
        done.completeExceptionally(e);
      }
    }

    @Override
    public CompletableFuture<Void> done() {
      return done;
    }

    @Override
    public void cancel() {
      done.cancel(false);
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public AsyncBody body() {
      return this;
    }

    @Override
    public HttpRequest request() {
      return request;
    }

    @Override
    public Optional<HttpResponse<?>> previousResponse() {
      return Optional.empty();
    }
  }

  private static final class SilentWatch implements WebSocket {

    @Override
    public boolean send(ByteBuffer data) {
      return true;
    }

    @Override
    public boolean sendClose(int code, String reason) {
      return true;
    }

    @Override
    public long queueSize() {
      return 0;
    }

    @Override
    public void request() {
      // There is nothing to come.
    }
  }
}
