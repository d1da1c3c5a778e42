package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.ParsedEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a list, line by line and without loss: put together again the lines are the text.
 * What counts as an entry is what the operator takes for one.
 */
record ListLines(List<Line> lines) {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * One line.
   *
   * @param number counted from 1
   * @param raw the whole line
   * @param end how it ends; empty only in the last line
   * @param entry without comment and space; empty if there is none
   */
  record Line(int number, String raw, String end, String entry) {

    /** Null if there is no entry. */
    ParsedEntry parsed() {
      return entry.isEmpty() ? null : AllowlistEntry.parse(entry);
    }
  }

  static ListLines of(String text) {
    List<Line> lines = new ArrayList<>();
    int start = 0;
    for (int number = 1; start < text.length(); number++) {
      int stop = start;
      while (stop < text.length() && text.charAt(stop) != '\n' && text.charAt(stop) != '\r') {
        stop++;
      }
      int next = stop;
      if (next < text.length()) {
        next += text.startsWith("\r\n", stop) ? 2 : 1;
      }
      String raw = text.substring(start, stop);
      lines.add(new Line(number, raw, text.substring(stop, next), entry(raw, number)));
      start = next;
    }
    return new ListLines(lines);
  }

  private static String entry(String raw, int number) {
    String line =
        number == 1 && !raw.isEmpty() && raw.charAt(0) == BYTE_ORDER_MARK ? raw.substring(1) : raw;
    int end = 0;
    while (end < line.length()
        && !(line.charAt(end) == '#' && (end == 0 || isSpace(line.charAt(end - 1))))) {
      end++;
    }
    int start = 0;
    while (start < end && isSpace(line.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  /** The text with a line more, which ends as the others do. */
  String plus(String line) {
    String end = lines.stream().map(Line::end).filter(it -> !it.isEmpty()).findFirst().orElse("\n");
    boolean open = !lines.isEmpty() && lines.get(lines.size() - 1).end().isEmpty();
    return text(lines) + (open ? end : "") + line + end;
  }

  /** The text without some lines. */
  String minus(List<Line> removed) {
    String text = text(lines.stream().filter(line -> !removed.contains(line)).toList());
    boolean marked = !lines.isEmpty() && lines.get(0).raw().startsWith("\uFEFF");
    return marked && !text.startsWith("\uFEFF") ? BYTE_ORDER_MARK + text : text;
  }

  private static String text(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.raw()).append(line.end()));
    return text.toString();
  }
}
