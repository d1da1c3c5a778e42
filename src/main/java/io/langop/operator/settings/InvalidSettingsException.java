package io.langop.operator.settings;

/** A mistake in settings. Never leaves this package: it becomes {@link InvalidToolSettings}. */
final class InvalidSettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;

  /**
   * @param line the first one is 1
   * @param reason as the end of a sentence, safe to show
   */
  InvalidSettingsException(int line, String reason) {
    super(reason);
    this.line = line;
  }

  int line() {
    return line;
  }
}
