package io.langop.operator.client;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends the wait for the rest of an answer that does not come: the client's own limit holds until an
 * answer begins. Without this one, a connection that goes silent in the middle of an answer would
 * hold up a reconciliation for ever.
 */
@Singleton
public final class AnswerLimit implements Interceptor {

  /** An API server ends its own answers then, but for watches ({@code --request-timeout}). */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Duration limit;

  @Inject
  public AnswerLimit() {
    this(LIMIT);
  }

  AnswerLimit(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    if (response.body() instanceof AsyncBody body && !Requests.isWatch(request.uri())) {
      body.done()
          .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
          .whenComplete(
              (nothing, failure) -> {
                if (failure instanceof TimeoutException) {
                  body.cancel();
                }
              });
    }
  }
}
