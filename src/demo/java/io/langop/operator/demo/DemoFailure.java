package io.langop.operator.demo;

/** A step of the story did not happen; the message says which and what was seen instead. */
final class DemoFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoFailure(String message) {
    super(message);
  }
}
