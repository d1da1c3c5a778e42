package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.ListLine;
import io.langop.operator.cli.output.DidYouMean;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import java.util.List;

/** Finds the lines of a list that somebody names. */
record LineSearch(ListLines lines) {

  /**
   * The lines with an entry, at least one.
   *
   * @param wanted an entry with options, which have to be the same; an entry without any, whatever
   *     options it has; or the text of a line that is ignored
   */
  List<ListLine> find(String wanted) {
    List<ListLine> found =
        lines.lines().stream()
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
      var other = lines.lines().stream().filter(line -> hasPattern(entry, line)).findFirst();
      if (other.isPresent()) {
        return " Line %d has other options: '%s'. Without options, '%s' stands for every such line."
            .formatted(other.get().number(), Visible.value(other.get().entry()), entry.pattern());
      }
    }
    return DidYouMean.sentence(
        wanted,
        lines.lines().stream().map(ListLine::entry).filter(entry -> !entry.isEmpty()).toList());
  }
}
