package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.cli.allowlist.OptionHints;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A line of the list with what there is to know about it.
 *
 * @param text as it is on the list, without comment
 * @param entry {@code null} if the line is ignored
 * @param ended whether its time is over, so that it allows nothing
 * @param uses how many resources it allows; {@code null} if that is unknown or it is ignored
 * @param problem why it is ignored; {@code null} if it is not
 * @param warning what its author should know; {@code null} if there is nothing to say
 */
record ListedEntry(
    int line,
    String text,
    AllowlistEntry entry,
    boolean ended,
    Long uses,
    String problem,
    String warning) {

  /** What it is about, without its options; the whole text if it is ignored. */
  String pattern() {
    return entry == null ? text : entry.pattern().text();
  }

  /** Whether it is valid and has not ended. */
  boolean inForce() {
    return entry != null && !ended;
  }

  /** {@code required}, or null. */
  String digest() {
    return entry != null && entry.options().digestRequired() ? "required" : null;
  }

  /** Names as written, or null. */
  String namespaces() {
    return entry == null || entry.options().namespaces() == null
        ? null
        : entry.options().namespaces().toString();
  }

  /** Date or time as written, or null. */
  String until() {
    return entry == null || entry.options().end() == null ? null : entry.options().end().toString();
  }

  /** For a person. */
  String note() {
    if (problem != null) {
      String hint = OptionHints.of(text);
      return "IGNORED: " + problem + (hint.isEmpty() ? "" : "." + hint);
    }
    String state =
        ended ? "ENDED: " + entry.options().end() : uses != null && uses == 0 ? "unused" : "";
    if (warning == null) {
      return state;
    }
    return state.isEmpty() ? warning : state + "; " + warning;
  }

  Level level() {
    if (problem != null) {
      return Level.BAD;
    }
    return ended || warning != null ? Level.WARNING : Level.NONE;
  }

  /** How they are shown. A table has a column for an option only if some entry has that option. */
  record Shown(List<ListedEntry> entries) implements Listing<ListedEntry> {

    @Override
    public List<Column<ListedEntry>> columns() {
      List<Column<ListedEntry>> columns = new ArrayList<>();
      columns.add(Column.of("LINE", row -> Integer.toString(row.line())));
      columns.add(
          Column.of(
              "ENTRY",
              ListedEntry::pattern,
              row -> row.problem() == null ? Level.NONE : Level.BAD));
      option(columns, "DIGEST", ListedEntry::digest);
      option(columns, "NAMESPACES", ListedEntry::namespaces);
      option(columns, "UNTIL", ListedEntry::until);
      columns.add(Column.of("USED BY", row -> row.uses() == null ? "-" : row.uses().toString()));
      columns.add(Column.of("NOTE", ListedEntry::note, ListedEntry::level));
      return columns;
    }

    private void option(
        List<Column<ListedEntry>> columns, String header, Function<ListedEntry, String> value) {
      if (entries.stream().anyMatch(entry -> value.apply(entry) != null)) {
        columns.add(Column.of(header, row -> value.apply(row) == null ? "-" : value.apply(row)));
      }
    }

    @Override
    public Map<String, Object> tree(ListedEntry item) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("line", item.line());
      tree.put("entry", item.text());
      tree.put("valid", item.problem() == null);
      tree.put("digest", item.digest());
      tree.put(
          "namespaces", item.namespaces() == null ? null : List.of(item.namespaces().split(",")));
      tree.put("until", item.until());
      tree.put("ended", item.problem() == null ? item.ended() : null);
      tree.put("uses", item.uses());
      tree.put("problem", item.problem());
      tree.put("warning", item.warning());
      return tree;
    }

    /** With its options, so that the names together are a list that allows the same. */
    @Override
    public String name(ListedEntry item) {
      return item.text();
    }
  }
}
