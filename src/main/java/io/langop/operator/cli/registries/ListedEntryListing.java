package io.langop.operator.cli.registries;

import io.langop.operator.cli.output.Column;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How the entries of a list are shown. A table has a column for an option only if some entry has
 * that option.
 */
record ListedEntryListing(List<ListedEntry> entries) implements Listing<ListedEntry> {

  @Override
  public List<Column<ListedEntry>> columns() {
    List<Column<ListedEntry>> columns = new ArrayList<>();
    columns.add(Column.of("LINE", row -> Integer.toString(row.line())));
    columns.add(
        Column.of(
            "ENTRY", ListedEntry::pattern, row -> row.problem() == null ? Level.NONE : Level.BAD));
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
