package io.langop.operator.powertool;

/** What was decided was decided about an old version of the resource; it has to be read again. */
final class StaleStatusException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StaleStatusException(Throwable cause) {
    super("The resource has changed in the meantime", cause);
  }
}
