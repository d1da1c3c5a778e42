package io.langop.operator.status;

import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * Why a request came to nothing. The client's exceptions begin with an account of the request and
 * are wrapped in others; people want what the API server said, or why it could not be asked.
 */
public final class ApiServerMessage {

  private ApiServerMessage() {}

  /** What the API server answered; where it did not, the first cause of the error. */
  public static String of(Throwable error) {
    Throwable cause = error;
    while (!isAnswer(cause) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return isAnswer(cause)
        ? ((KubernetesClientException) cause).getStatus().getMessage()
        : cause.toString();
  }

  private static boolean isAnswer(Throwable error) {
    return error instanceof KubernetesClientException answer
        && answer.getStatus() != null
        && answer.getStatus().getMessage() != null;
  }
}
