package io.langop.operator.status;

/**
 * A status was decided on an old version of its resource. The resource has to be read and decided
 * on again.
 */
public final class StaleStatusException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StaleStatusException(Throwable cause) {
    super("The resource has changed in the meantime", cause);
  }
}
