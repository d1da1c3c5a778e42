package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.ListLine;
import java.util.List;

/** The text of a list, line by line, to which lines are added and from which they are removed. */
record ListLines(List<ListLine> lines) {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  static ListLines of(String text) {
    return new ListLines(ListLine.of(text));
  }

  /** The text with a line more, which ends as the others do. */
  String plus(String line) {
    String end =
        lines.stream().map(ListLine::end).filter(it -> !it.isEmpty()).findFirst().orElse("\n");
    boolean open = !lines.isEmpty() && lines.get(lines.size() - 1).end().isEmpty();
    return text(lines) + (open ? end : "") + line + end;
  }

  /** The text without some lines. */
  String minus(List<ListLine> removed) {
    String text = text(lines.stream().filter(line -> !removed.contains(line)).toList());
    boolean marked = !lines.isEmpty() && lines.get(0).isMarked();
    return marked && !text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK + text : text;
  }

  private static String text(List<ListLine> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.raw()).append(line.end()));
    return text.toString();
  }
}
