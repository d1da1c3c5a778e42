package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.InvalidPattern;
import io.langop.operator.allowlist.ParsedEntry;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.cli.output.Column;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the list with what there is to know about it.
 *
 * @param uses how many resources it allows; {@code null} if that is unknown or it is ignored
 * @param problem why it is ignored; {@code null} if it is not
 * @param warning what it may let in; {@code null} if there is nothing to say
 */
record ListedEntry(int line, String entry, Long uses, String problem, String warning) {

  /**
   * The entries of a list in its order.
   *
   * @param users empty if they may not be listed
   */
  static List<ListedEntry> of(CurrentList.Loaded list, Optional<List<User>> users) {
    Map<AllowlistEntry, Long> uses = new HashMap<>();
    users
        .orElse(List.of())
        .forEach(
            user -> {
              if (list.decide(user.image(), user.resource().namespace())
                  instanceof Verdict.Allowed allowed) {
                uses.merge(allowed.entry(), 1L, Long::sum);
              }
            });
    Map<AllowlistEntry, Integer> first = new HashMap<>();
    List<ListedEntry> entries = new ArrayList<>();
    for (ListLines.Line line : ListLines.of(list.text()).lines()) {
      ParsedEntry parsed = line.parsed();
      if (parsed instanceof InvalidPattern invalid) {
        entries.add(new ListedEntry(line.number(), line.entry(), null, invalid.reason(), null));
      } else if (parsed instanceof AllowlistEntry entry) {
        Integer same = first.putIfAbsent(entry, line.number());
        entries.add(
            same != null
                ? new ListedEntry(
                    line.number(), line.entry(), null, null, "the same as line " + same)
                : new ListedEntry(
                    line.number(),
                    line.entry(),
                    users.isEmpty() ? null : uses.getOrDefault(entry, 0L),
                    null,
                    BroadEntries.warning(entry.pattern())));
      }
    }
    return entries;
  }

  private String note() {
    if (problem != null) {
      return "IGNORED: " + problem;
    }
    String unused = uses != null && uses == 0 ? "unused" : "";
    if (warning == null) {
      return unused;
    }
    return unused.isEmpty() ? warning : unused + "; " + warning;
  }

  /** How entries are shown. */
  record Entries() implements Listing<ListedEntry> {

    @Override
    public List<Column<ListedEntry>> columns() {
      return List.of(
          Column.of("LINE", row -> Integer.toString(row.line())),
          Column.of(
              "ENTRY", ListedEntry::entry, row -> row.problem() == null ? Level.NONE : Level.BAD),
          Column.of("USED BY", row -> row.uses() == null ? "-" : row.uses().toString()),
          Column.of(
              "NOTE",
              ListedEntry::note,
              row ->
                  row.problem() != null
                      ? Level.BAD
                      : row.warning() != null ? Level.WARNING : Level.NONE));
    }

    @Override
    public Map<String, Object> tree(ListedEntry item) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("line", item.line());
      tree.put("entry", item.entry());
      tree.put("valid", item.problem() == null);
      tree.put("uses", item.uses());
      tree.put("problem", item.problem());
      tree.put("warning", item.warning());
      return tree;
    }

    @Override
    public String name(ListedEntry item) {
      return item.entry();
    }
  }
}
