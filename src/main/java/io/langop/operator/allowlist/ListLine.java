package io.langop.operator.allowlist;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of the text of a list. Put together again, lines with their ends are the text.
 *
 * @param text of the whole list
 * @param number counted from 1
 * @param start where the line begins in the text
 * @param stop where its end begins
 * @param next where the next line begins
 */
public record ListLine(String text, int number, int start, int stop, int next) {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** The lines of a text; nothing follows the end of the last one. */
  public static List<ListLine> of(String text) {
    List<ListLine> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int stop = start;
      while (stop < text.length() && text.charAt(stop) != '\n' && text.charAt(stop) != '\r') {
        stop++;
      }
      int end = text.startsWith("\r\n", stop) ? 2 : 1;
      int next = Math.min(text.length(), stop + end);
      lines.add(new ListLine(text, lines.size() + 1, start, stop, next));
      start = next;
    }
    return lines;
  }

  /** The whole line without its end. */
  public String raw() {
    return text.substring(start, stop);
  }

  /** How the line ends; empty only in the last line. */
  public String end() {
    return text.substring(stop, next);
  }

  /** Whether the text begins with a byte order mark, which is part of its first line. */
  public boolean isMarked() {
    return number == 1 && start < stop && text.charAt(start) == BYTE_ORDER_MARK;
  }

  /** The line without its comment and without the space around what is left. */
  public String entry() {
    int begin = isMarked() ? start + 1 : start;
    int end = begin;
    while (end < stop && !isCommentStart(begin, end)) {
      end++;
    }
    while (begin < end && isSpace(text.charAt(begin))) {
      begin++;
    }
    while (end > begin && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(begin, end);
  }

  /** What the entry is; {@code null} if there is none. */
  public ParsedEntry parsed() {
    String entry = entry();
    return entry.isEmpty() ? null : AllowlistEntry.parse(entry);
  }

  private boolean isCommentStart(int begin, int index) {
    return text.charAt(index) == '#' && (index == begin || isSpace(text.charAt(index - 1)));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
