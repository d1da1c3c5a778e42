package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** Turns what the client throws into a sentence with a next step. */
final class ClusterErrors {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration RESTART = Duration.ofSeconds(30);

  private final KubeContext context;

  ClusterErrors(KubeContext context) {
    this.context = context;
  }

  static boolean isForbidden(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
  }

  static boolean isNotFound(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
  }

  static boolean isConflict(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  /** The answer to a question that the client asks the cluster. */
  <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (KubernetesClientException e) {
      throw of(e);
    }
  }

  /** The same; empty when it is forbidden. */
  <T> Optional<T> permitted(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (KubernetesClientException e) {
      if (isForbidden(e)) {
        return Optional.empty();
      }
      throw of(e);
    }
  }

  /**
   * Returns when the cluster answers a question, and throws when it refuses to, or does not answer
   * for as long as an API server takes to restart.
   */
  void confirm(Runnable question, Clock clock) throws InterruptedException {
    Instant end = clock.instant().plus(RESTART);
    while (true) {
      try {
        question.run();
        return;
      } catch (KubernetesClientException e) {
        if (isRefusal(e) || clock.instant().isAfter(end)) {
          throw of(e);
        }
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  private static boolean isRefusal(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED || isForbidden(e) || isNotFound(e);
  }

  Failure of(RuntimeException e) {
    if (e instanceof KubernetesClientException answer && answer.getCode() > 0) {
      return ofAnswer(answer);
    }
    return Failure.cluster(
        "The cluster at %s cannot be reached: %s. Is it the right one? It is that of %s."
            .formatted(Visible.value(context.server()), reason(e), context.description()),
        e);
  }

  private Failure ofAnswer(KubernetesClientException e) {
    String said = said(e);
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          Failure.cluster(
              "The cluster at %s does not accept your credentials. Sign in again, or use another context than %s."
                  .formatted(Visible.value(context.server()), context.description()),
              e);
      case HttpURLConnection.HTTP_FORBIDDEN ->
          Failure.cluster("Forbidden: %s. Ask an administrator for this right.".formatted(said), e);
      case HttpURLConnection.HTTP_NOT_FOUND ->
          Failure.cluster(
              "The cluster at %s does not have what was asked for: %s. Is the operator installed there?"
                  .formatted(Visible.value(context.server()), said),
              e);
      case TOO_MANY_REQUESTS,
          HttpURLConnection.HTTP_UNAVAILABLE,
          HttpURLConnection.HTTP_GATEWAY_TIMEOUT ->
          Failure.cluster(
              "The cluster at %s is too busy: %s. Try again in a moment."
                  .formatted(Visible.value(context.server()), said),
              e);
      default -> Failure.cluster("The cluster refused: %s.".formatted(said), e);
    };
  }

  /** What the API server said, without a full stop. */
  private static String said(KubernetesClientException e) {
    Status status = e.getStatus();
    String message =
        status == null || status.getMessage() == null || status.getMessage().isBlank()
            ? "HTTP status " + e.getCode()
            : status.getMessage();
    return Visible.message(message.strip().replaceAll("\\.$", ""));
  }

  private static String reason(Throwable e) {
    int depth = 0;
    for (Throwable cause = e; cause != null && depth < 20; cause = cause.getCause(), depth++) {
      String reason = knownReason(cause);
      if (reason != null) {
        return reason;
      }
    }
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return Visible.message(
        message == null ? root.getClass().getSimpleName() : message.replaceAll("\\.$", ""));
  }

  private static String knownReason(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof UnknownHostException) {
      return "its name is unknown";
    }
    if (cause instanceof NoRouteToHostException) {
      return "there is no route to it";
    }
    if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
      return "no trusted connection: " + Visible.message(message.replaceAll("\\.$", ""));
    }
    if (cause instanceof TimeoutException
        || cause.getClass().getSimpleName().contains("Timeout")
        || message.toLowerCase(Locale.ROOT).contains("timed out")) {
      return "it does not answer in time";
    }
    return cause instanceof ConnectException ? "connection refused" : null;
  }
}
