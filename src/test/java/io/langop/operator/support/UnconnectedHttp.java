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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Hands the requests of a Kubernetes client to a method instead of a network. Watches are
 * established, and bring nothing.
 *
 * @param open no request is answered before this is completed
 * @param replies answers a request
 */
record UnconnectedHttp(CompletableFuture<Void> open, Function<StandardHttpRequest, Reply> replies)
    implements HttpClient.Factory {

  /** The answer to one request. */
  record Reply(int code, String body) {}

  @Override
  public HttpClient.Builder newBuilder() {
    return new ClientBuilder(this);
  }

  private static final class ClientBuilder
      extends StandardHttpClientBuilder<Client, UnconnectedHttp, ClientBuilder> {

    ClientBuilder(UnconnectedHttp factory) {
      super(factory);
    }

    @Override
    public HttpClient build() {
      return new Client(this, client == null ? new AtomicBoolean() : client.getClosed());
    }

    @Override
    protected ClientBuilder newInstance(UnconnectedHttp factory) {
      return new ClientBuilder(factory);
    }
  }

  private static final class Client
      extends StandardHttpClient<Client, UnconnectedHttp, ClientBuilder> {

    private final UnconnectedHttp factory;

    Client(ClientBuilder builder, AtomicBoolean closed) {
      super(builder, closed);
      factory = builder.getClientFactory();
    }

    @Override
    public CompletableFuture<HttpResponse<AsyncBody>> consumeBytesDirect(
        StandardHttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
      return factory.open.thenApply(
          now -> new Response(request, factory.replies.apply(request), consumer));
    }

    @Override
    public CompletableFuture<WebSocketResponse> buildWebSocketDirect(
        StandardWebSocketBuilder request, WebSocket.Listener listener) {
      return factory.open.thenApply(
          now -> {
            WebSocket watch = new SilentWatch();
            listener.onOpen(watch);
            return new WebSocketResponse(
                new WebSocketUpgradeResponse(request.asHttpRequest()), watch);
          });
    }

    @Override
    protected void doClose() {
      // There is nothing to close.
    }
  }

  /** Comes in one piece. */
  private static final class Response extends StandardHttpHeaders
      implements HttpResponse<AsyncBody>, AsyncBody {

    private final HttpRequest request;
    private final Reply reply;
    private final Consumer<List<ByteBuffer>> consumer;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicBoolean sent = new AtomicBoolean();

    Response(HttpRequest request, Reply reply, Consumer<List<ByteBuffer>> consumer) {
      this.request = request;
      this.reply = reply;
      this.consumer = consumer;
    }

    @Override
    public void consume() {
      if (sent.getAndSet(true)) {
        done.complete(null);
        return;
      }
      try {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        consumer.consume(List.of(ByteBuffer.wrap(body)), this);
      } catch (Exception e) { // what the interface declares
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
      return reply.code();
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
