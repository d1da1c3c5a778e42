package io.langop.operator.status;

import io.langop.operator.client.ServerMessage;

/**
 * An error whose words fit the log. The framework logs the error of every attempt with its message,
 * and that of the client library has all that a server or a webhook answered.
 */
public final class FailedReconciliation extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private FailedReconciliation(String message) {
    super(message);
  }

  /** An error with the stack trace of the first cause of {@code error}. */
  public static FailedReconciliation of(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    FailedReconciliation failed = new FailedReconciliation(ServerMessage.of(error));
    failed.setStackTrace(cause.getStackTrace());
    return failed;
  }
}
