package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.ListLine;
import io.langop.operator.cli.output.DidYouMean;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
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

  /**
   * The lines with an entry that somebody names, at least one.
   *
   * @param wanted an entry with options, which have to be the same; an entry without any, whatever
   *     options it has; or the text of a line that is ignored
   */
  List<ListLine> find(String wanted) {
    List<ListLine> found =
        lines.stream()
            .filter(line -> !line.entry().isEmpty())
            .filter(line -> line.entry().equals(wanted) || isMeant(wanted, line))
            .toList();
    if (found.isEmpty()) {
      throw Failure.negative(
          "'%s' is not on the list.%s".formatted(Visible.value(wanted), hint(wanted)));
    }
    return found;
  }

  private static boolean isMeant(String wanted, ListLine line) {
    return AllowlistEntry.parse(wanted) instanceof AllowlistEntry entry
        && (entry.options().text().isEmpty()
            ? hasPattern(entry, line)
            : line.parsed() instanceof AllowlistEntry other && SamePattern.same(entry, other));
  }

  private static boolean hasPattern(AllowlistEntry entry, ListLine line) {
    return line.parsed() instanceof AllowlistEntry other && other.pattern().equals(entry.pattern());
  }

  private String hint(String wanted) {
    if (AllowlistEntry.parse(wanted) instanceof AllowlistEntry entry) {
      var other = lines.stream().filter(line -> hasPattern(entry, line)).findFirst();
      if (other.isPresent()) {
        return " Line %d has other options: '%s'. Without options, '%s' stands for every such line."
            .formatted(other.get().number(), Visible.value(other.get().entry()), entry.pattern());
      }
    }
    return DidYouMean.sentence(
        wanted, lines.stream().map(ListLine::entry).filter(entry -> !entry.isEmpty()).toList());
  }

  private static String text(List<ListLine> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.raw()).append(line.end()));
    return text.toString();
  }
}
