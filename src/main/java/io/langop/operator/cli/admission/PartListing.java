package io.langop.operator.cli.admission;

import io.langop.operator.cli.output.Column;
import io.langop.operator.cli.output.Listing;
import java.util.List;
import java.util.Map;

/** How the objects that admission depends on are shown. */
record PartListing() implements Listing<Part> {

  @Override
  public List<Column<Part>> columns() {
    return List.of(
        Column.of("KIND", row -> row.kind().kind()),
        Column.of("NAME", row -> row.name() == null ? "-" : row.name()),
        Column.of("STATE", Part::state, Part::level),
        Column.of("NOTE", Part::note));
  }

  @Override
  public Map<String, Object> tree(Part item) {
    return item.tree();
  }

  @Override
  public String name(Part item) {
    return item.kind().singular() + "/" + item.name();
  }
}
