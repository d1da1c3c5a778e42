package io.langop.operator.cli.registries;

import io.langop.operator.cli.output.Column;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style.Level;
import io.langop.operator.cli.output.Visible;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the registries in use are shown. */
record AuditListing() implements Listing<Audit.Row> {

  @Override
  public List<Column<Audit.Row>> columns() {
    return List.of(
        Column.of("REGISTRY", this::name),
        Column.of("ALLOWED", Audit.Row::allowed, AuditListing::level),
        Column.of("USES", row -> Integer.toString(row.uses().size())),
        Column.of("USED BY", AuditListing::uses));
  }

  private static Level level(Audit.Row row) {
    return switch (row.allowed()) {
      case "yes" -> Level.GOOD;
      case "unknown" -> Level.NONE;
      default -> Level.BAD;
    };
  }

  private static String uses(Audit.Row row) {
    return Visible.few(row.uses().stream().map(UsedImage::shown).toList());
  }

  @Override
  public Map<String, Object> tree(Audit.Row row) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("registry", row.registry().isEmpty() ? null : row.registry());
    tree.put("allowed", row.allowed());
    tree.put("uses", row.uses().size());
    tree.put("resources", row.uses().stream().map(UsedImage::tree).toList());
    return tree;
  }

  @Override
  public String name(Audit.Row item) {
    return item.registry().isEmpty() ? "(no valid reference)" : item.registry();
  }
}
