package io.langop.operator.cli.output;

import io.langop.operator.image.VisibleText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Foreign text made fit for a terminal: one line, no control characters, nothing that changes the
 * direction of writing. Other than in {@link VisibleText} quotes stay as they are, because these
 * texts are whole messages or stand alone.
 */
public final class Visible {

  private static final int LONGEST_CELL = 200;
  private static final int FEW = 3;

  private Visible() {}

  /** A whole message. */
  public static String message(String text) {
    return text == null ? "" : escaped(text);
  }

  /** A value of limited length, such as a name or an image. */
  public static String value(String text) {
    if (text == null) {
      return "";
    }
    return text.length() <= LONGEST_CELL
        ? escaped(text)
        : escaped(text.substring(0, LONGEST_CELL)) + "…";
  }

  /** The first few of many: {@code a, b, c and 4 more}. */
  public static String few(List<String> all) {
    String shown = all.stream().limit(FEW).collect(Collectors.joining(", "));
    int more = all.size() - FEW;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private static String escaped(String text) {
    int plain = 0;
    while (plain < text.length() && isPlain(text.charAt(plain))) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length() + 16).append(text, 0, plain);
    for (int i = plain; i < text.length(); i++) {
      char c = text.charAt(i);
      visible.append(isPlain(c) ? String.valueOf(c) : VisibleText.of(String.valueOf(c)));
    }
    return visible.toString();
  }

  /** ASCII that can be seen, and the sign for text that was shortened already. */
  private static boolean isPlain(char c) {
    return (c >= ' ' && c <= '~') || c == '…';
  }
}
