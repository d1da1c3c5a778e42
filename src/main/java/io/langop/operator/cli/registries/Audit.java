package io.langop.operator.cli.registries;

import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style.Level;
import io.langop.operator.cli.output.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The registries in use.
 *
 * @param rows by registry; images that are no references come last
 * @param list by which they are decided; {@code null} where it may not be read
 */
record Audit(List<Row> rows, CurrentList list) {

  /**
   * One registry.
   *
   * @param registry empty for images that are no references
   * @param allowed {@code yes}, {@code no}, {@code partly} or {@code unknown}
   */
  record Row(String registry, String allowed, List<UsedImage> uses) {}

  /**
   * @param list {@code null} where it may not be read
   */
  static Audit of(List<UsedImage> uses, CurrentList list) {
    Map<String, List<UsedImage>> byRegistry = new TreeMap<>();
    uses.forEach(
        used -> byRegistry.computeIfAbsent(used.registry(), name -> new ArrayList<>()).add(used));
    List<UsedImage> invalid = byRegistry.remove("");
    List<Row> rows = new ArrayList<>();
    byRegistry.forEach((registry, its) -> rows.add(new Row(registry, allowed(its, list), its)));
    if (invalid != null) {
      rows.add(new Row("", "no", invalid));
    }
    return new Audit(rows, list);
  }

  private static String allowed(List<UsedImage> uses, CurrentList list) {
    boolean yes = false;
    boolean no = false;
    for (UsedImage used : uses) {
      Boolean allowed = used.allowed(list);
      if (allowed == null) {
        return "unknown";
      }
      yes |= allowed;
      no |= !allowed;
    }
    return yes && no ? "partly" : yes ? "yes" : "no";
  }

  boolean anyDenied() {
    return rows.stream()
        .anyMatch(row -> row.allowed().equals("no") || row.allowed().equals("partly"));
  }

  /**
   * The lines of a list that allows what is in use, but for images that a condition of an entry
   * refuses; these are told in comments.
   */
  List<String> proposal() {
    return AuditProposal.lines(rows, list);
  }

  /** How they are shown. */
  record Shown() implements Listing<Row> {

    @Override
    public List<Column<Row>> columns() {
      return List.of(
          Column.of("REGISTRY", this::name),
          Column.of("ALLOWED", Row::allowed, Shown::level),
          Column.of("USES", row -> Integer.toString(row.uses().size())),
          Column.of("USED BY", Shown::uses));
    }

    private static Level level(Row row) {
      return switch (row.allowed()) {
        case "yes" -> Level.GOOD;
        case "unknown" -> Level.NONE;
        default -> Level.BAD;
      };
    }

    private static String uses(Row row) {
      return Visible.few(row.uses().stream().map(UsedImage::shown).toList());
    }

    @Override
    public Map<String, Object> tree(Row row) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("registry", row.registry().isEmpty() ? null : row.registry());
      tree.put("allowed", row.allowed());
      tree.put("uses", row.uses().size());
      tree.put("resources", row.uses().stream().map(UsedImage::tree).toList());
      return tree;
    }

    @Override
    public String name(Row item) {
      return item.registry().isEmpty() ? "(no valid reference)" : item.registry();
    }
  }
}
