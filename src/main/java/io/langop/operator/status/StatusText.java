package io.langop.operator.status;

import java.nio.charset.StandardCharsets;

/**
 * Text of others made to fit into a status. Whoever may write the status of a Deployment or of a
 * pod chooses its words; the API server refuses a whole status for one text that is too long.
 */
public final class StatusText {

  private static final char CUT = '…';

  private StatusText() {}

  /**
   * The text itself, or its beginning.
   *
   * @param maxBytes bytes in UTF-8 at the most, the mark of a cut included
   */
  public static String fitUtf8(String text, int maxBytes) {
    if (text == null || text.getBytes(StandardCharsets.UTF_8).length <= maxBytes) {
      return text;
    }
    int room = maxBytes - String.valueOf(CUT).getBytes(StandardCharsets.UTF_8).length;
    int end = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      room -= text.substring(end, next).getBytes(StandardCharsets.UTF_8).length;
      if (room < 0) {
        break;
      }
      end = next;
    }
    return text.substring(0, end) + CUT;
  }

  /**
   * The text itself, or its beginning.
   *
   * @param maxLength characters at the most, the mark of a cut included
   */
  public static String fit(String text, int maxLength) {
    if (text == null || text.length() <= maxLength) {
      return text;
    }
    int end = maxLength - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }
}
