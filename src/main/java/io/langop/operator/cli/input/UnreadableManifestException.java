package io.langop.operator.cli.input;

/** A file is no manifest; the message says why, as the end of a sentence. */
public final class UnreadableManifestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableManifestException(String message, Throwable cause) {
    super(message, cause);
  }
}
