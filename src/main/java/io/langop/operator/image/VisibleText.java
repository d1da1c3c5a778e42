package io.langop.operator.image;

/**
 * Foreign text made fit for a status, an event or a log line: bounded in length, one line, ASCII
 * only. Whoever writes the text can neither flood nor forge what surrounds it.
 */
public final class VisibleText {

  /** Characters of the original that are shown before {@code …}. */
  public static final int MAX_LENGTH = 200;

  private VisibleText() {}

  /** The text itself when it is short and plain, otherwise a shortened and escaped copy. */
  public static String of(String text) {
    return of(text, MAX_LENGTH);
  }

  /**
   * The same with another bound.
   *
   * @param maxLength characters of the original that are shown before {@code …}
   */
  public static String of(String text, int maxLength) {
    int shown = Math.min(text.length(), maxLength);
    int plain = 0;
    while (plain < shown && isPlain(text.charAt(plain))) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    StringBuilder visible = new StringBuilder(shown + 16).append(text, 0, plain);
    for (int i = plain; i < shown; i++) {
      append(visible, text.charAt(i));
    }
    if (shown < text.length()) {
      visible.append('…');
    }
    return visible.toString();
  }

  /** One character between quotes. */
  static String quote(char c) {
    return "'" + of(String.valueOf(c)) + "'";
  }

  /** Quote and backslash are escaped too, so that a quoted text ends where it ends. */
  private static boolean isPlain(char c) {
    return c >= ' ' && c <= '~' && c != '\'' && c != '\\';
  }

  private static void append(StringBuilder visible, char c) {
    switch (c) {
      case '\n' -> visible.append("\\n");
      case '\r' -> visible.append("\\r");
      case '\t' -> visible.append("\\t");
      case '\'', '\\' -> visible.append('\\').append(c);
      default -> {
        if (isPlain(c)) {
          visible.append(c);
        } else {
          visible.append(String.format("\\u%04x", (int) c));
        }
      }
    }
  }
}
