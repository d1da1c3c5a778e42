package io.langop.operator.client;

import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * Says why a request failed, in words that fit a status, an event or a log line. The words come
 * from outside, for example from an admission webhook: they are cut after {@link #MAX_LENGTH}
 * characters, and characters that cannot be seen are shown as {@code \}{@code u} and their number.
 */
public final class ServerMessage {

  /** Characters that are shown before {@code …}; refusals of Pod Security name many fields. */
  public static final int MAX_LENGTH = 600;

  private ServerMessage() {}

  /** What the API server answered; where it did not answer, the first cause of the error. */
  public static String of(Throwable error) {
    Throwable cause = error;
    while (!isAnswer(cause) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return visible(
        isAnswer(cause)
            ? ((KubernetesClientException) cause).getStatus().getMessage()
            : cause.toString());
  }

  /** Any text from outside, in the same way. */
  public static String visible(String text) {
    StringBuilder visible = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 16);
    int shown = 0;
    int next = 0;
    while (next < text.length() && shown < MAX_LENGTH) {
      int character = text.codePointAt(next);
      append(visible, character);
      next += Character.charCount(character);
      shown++;
    }
    return next < text.length() ? visible.append('…').toString() : visible.toString();
  }

  private static void append(StringBuilder visible, int character) {
    switch (character) {
      case '\n' -> visible.append("\\n");
      case '\r' -> visible.append("\\r");
      case '\t' -> visible.append("\\t");
      default -> {
        if (isVisible(character)) {
          visible.appendCodePoint(character);
        } else {
          visible.append(String.format("\\u%04x", character));
        }
      }
    }
  }

  /** Letters of every script stay; marks, which can be stacked, and directions of text do not. */
  private static boolean isVisible(int character) {
    return character >= ' ' && character <= '~'
        || character > '\u00a0' && Character.isLetterOrDigit(character)
        || "…–—‘’“”".indexOf(character) >= 0;
  }

  private static boolean isAnswer(Throwable error) {
    return error instanceof KubernetesClientException answer
        && answer.getStatus() != null
        && answer.getStatus().getMessage() != null;
  }
}
