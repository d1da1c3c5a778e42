package io.langop.operator.allowlist;

import io.langop.operator.image.VisibleText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The text of the list taken apart: lines, comments, entries good and bad. */
record AllowlistText(List<AllowlistEntry> entries, List<InvalidEntry> invalidEntries) {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  static AllowlistText read(String text) {
    Set<AllowlistEntry> entries = new LinkedHashSet<>();
    List<InvalidEntry> invalid = new ArrayList<>();
    Map<String, EntryOptions> known = new HashMap<>();
    int start = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    for (int line = 1; start <= text.length(); line++) {
      int end = lineEnd(text, start);
      String entry = entry(text, start, end);
      if (!entry.isEmpty()) {
        ParsedEntry parsed = AllowlistEntry.parse(entry);
        if (parsed instanceof AllowlistEntry valid) {
          entries.add(valid.sharing(known));
        } else {
          String reason = ((InvalidPattern) parsed).reason();
          invalid.add(new InvalidEntry(line, VisibleText.of(entry), reason));
        }
      }
      start = end + (text.startsWith("\r\n", end) ? 2 : 1);
    }
    return new AllowlistText(List.copyOf(entries), List.copyOf(invalid));
  }

  private static int lineEnd(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /** The line without its comment and without the space around what is left. */
  private static String entry(String text, int lineStart, int lineEnd) {
    int end = lineStart;
    while (end < lineEnd && !isCommentStart(text, lineStart, end)) {
      end++;
    }
    int start = lineStart;
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isCommentStart(String text, int lineStart, int index) {
    return text.charAt(index) == '#' && (index == lineStart || isSpace(text.charAt(index - 1)));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
