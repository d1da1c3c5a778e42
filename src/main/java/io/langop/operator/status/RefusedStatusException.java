package io.langop.operator.status;

/**
 * The API server does not accept a status, so the status cannot say why. {@link StatusWriter} has
 * logged it already.
 */
public final class RefusedStatusException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefusedStatusException(Throwable cause) {
    super("The API server does not accept the status", cause);
  }
}
