package io.langop.operator.cli.registries;

import io.langop.operator.cli.output.Column;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style.Level;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How the registries in use are shown. */
record AuditListing() implements Listing<Audit.Row> {

  private static final int FEW = 3;

  @Override
  public List<Column<Audit.Row>> columns() {
    return List.of(
        Column.of("REGISTRY", this::name),
        Column.of("ALLOWED", Audit.Row::allowed, AuditListing::level),
        Column.of("USES", row -> Integer.toString(row.users().size())),
        Column.of("USED BY", AuditListing::users));
  }

  private static Level level(Audit.Row row) {
    return switch (row.allowed()) {
      case "yes" -> Level.GOOD;
      case "unknown" -> Level.NONE;
      default -> Level.BAD;
    };
  }

  private static String users(Audit.Row row) {
    String shown =
        row.users().stream().limit(FEW).map(User::shown).collect(Collectors.joining(", "));
    int more = row.users().size() - FEW;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  @Override
  public Map<String, Object> tree(Audit.Row item) {
    return Audit.tree(item);
  }

  @Override
  public String name(Audit.Row item) {
    return item.registry().isEmpty() ? "(no valid reference)" : item.registry();
  }
}
