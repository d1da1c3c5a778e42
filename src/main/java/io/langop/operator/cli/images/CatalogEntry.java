package io.langop.operator.cli.images;

import io.langop.operator.catalog.ImageCatalog;
import io.langop.operator.catalog.Resolution;
import io.langop.operator.cli.cluster.Resource;
import io.langop.operator.cli.output.Column;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A tool of the catalog with its image.
 *
 * @param image as written
 * @param uses how many PowerTools name it; {@code null} if that is unknown
 * @param problem why it resolves to nothing; {@code null} if it does resolve
 */
record CatalogEntry(String tool, String image, Long uses, String problem) {

  /**
   * The tools in the order of their names.
   *
   * @param powerTools empty if they may not be listed
   */
  static List<CatalogEntry> of(Map<String, String> data, Optional<List<Resource>> powerTools) {
    ImageCatalog catalog = ImageCatalog.of(data);
    List<CatalogEntry> entries = new ArrayList<>();
    new TreeMap<>(data)
        .forEach(
            (tool, image) -> {
              Resolution resolution = catalog.resolve(tool);
              entries.add(
                  new CatalogEntry(
                      tool,
                      image == null ? "" : image.strip(),
                      powerTools
                          .map(
                              all ->
                                  all.stream()
                                      .filter(it -> it.spec("profiler", "tool").equals(tool))
                                      .count())
                          .orElse(null),
                      resolution instanceof Resolution.InvalidImage invalid
                          ? invalid.why()
                          : null));
            });
    return entries;
  }

  /** How entries are shown. */
  record Entries() implements Listing<CatalogEntry> {

    @Override
    public List<Column<CatalogEntry>> columns() {
      return List.of(
          Column.of("TOOL", CatalogEntry::tool),
          Column.of(
              "IMAGE", CatalogEntry::image, row -> row.problem() == null ? Level.NONE : Level.BAD),
          Column.of("USED BY", row -> row.uses() == null ? "-" : row.uses().toString()),
          Column.of(
              "NOTE",
              row -> row.problem() == null ? "" : "IGNORED: " + row.problem(),
              row -> row.problem() == null ? Level.NONE : Level.BAD));
    }

    @Override
    public Map<String, Object> tree(CatalogEntry item) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("tool", item.tool());
      tree.put("image", item.image());
      tree.put("valid", item.problem() == null);
      tree.put("uses", item.uses());
      tree.put("problem", item.problem());
      return tree;
    }

    @Override
    public String name(CatalogEntry item) {
      return item.tool();
    }
  }
}
