package io.langop.operator.cli.images;

import io.langop.operator.catalog.ImageCatalog;
import io.langop.operator.catalog.Resolution;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style.Level;
import io.langop.operator.settings.InvalidToolSettings;
import io.langop.operator.settings.ParsedSettings;
import io.langop.operator.settings.ProfilerSettings;
import io.langop.operator.settings.ToolSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A tool of the catalog with its image and its settings.
 *
 * @param image as written
 * @param uses how many PowerTools name it; {@code null} if that is unknown
 * @param settings {@code null} if they are unknown
 * @param problem why it cannot run; {@code null} if it can
 */
record CatalogEntry(String tool, String image, Long uses, ParsedSettings settings, String problem) {

  /**
   * The tools in the order of their names.
   *
   * @param settings empty if they may not be read
   * @param powerTools empty if they may not be listed
   */
  static List<CatalogEntry> of(
      Map<String, String> images,
      Optional<Map<String, String>> settings,
      Optional<List<StoredResource>> powerTools) {
    ImageCatalog catalog = ImageCatalog.of(images);
    Optional<ProfilerSettings> parsed = settings.map(data -> ProfilerSettings.of(data, Set.of()));
    Set<String> tools = new TreeSet<>(images.keySet());
    parsed.ifPresent(all -> tools.addAll(all.tools().keySet()));
    List<CatalogEntry> entries = new ArrayList<>();
    for (String tool : tools) {
      ParsedSettings own = parsed.map(all -> all.of(tool)).orElse(null);
      String image = images.get(tool);
      entries.add(
          new CatalogEntry(
              tool,
              image == null ? "" : image.strip(),
              powerTools.map(all -> uses(tool, all)).orElse(null),
              own,
              problem(catalog.resolve(tool), own)));
    }
    return entries;
  }

  private static long uses(String tool, List<StoredResource> powerTools) {
    return powerTools.stream().filter(it -> it.spec("profiler", "tool").equals(tool)).count();
  }

  private static String problem(Resolution image, ParsedSettings settings) {
    if (image instanceof Resolution.InvalidImage invalid) {
      return invalid.why();
    }
    if (!image.isFound()) {
      return "it has settings and no image";
    }
    return settings instanceof InvalidToolSettings invalid
        ? "its settings are not valid, " + invalid.where()
        : null;
  }

  private String shownSettings() {
    if (settings == null) {
      return "?";
    }
    return settings instanceof ToolSettings valid
        ? valid.tree().isEmpty() ? "-" : String.join(", ", valid.tree().keySet())
        : "not valid";
  }

  /** How entries are shown. */
  record Entries() implements Listing<CatalogEntry> {

    @Override
    public List<Column<CatalogEntry>> columns() {
      return List.of(
          Column.of("TOOL", CatalogEntry::tool),
          Column.of("IMAGE", CatalogEntry::image, Entries::level),
          Column.of("USED BY", row -> row.uses() == null ? "-" : row.uses().toString()),
          Column.of("SETTINGS", CatalogEntry::shownSettings),
          Column.of(
              "NOTE",
              row -> row.problem() == null ? "" : "IGNORED: " + row.problem(),
              Entries::level));
    }

    private static Level level(CatalogEntry row) {
      return row.problem() == null ? Level.NONE : Level.BAD;
    }

    @Override
    public Map<String, Object> tree(CatalogEntry item) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("tool", item.tool());
      tree.put("image", item.image());
      tree.put("valid", item.problem() == null);
      tree.put("uses", item.uses());
      tree.put("settings", item.settings() instanceof ToolSettings valid ? valid.tree() : null);
      tree.put("problem", item.problem());
      return tree;
    }

    @Override
    public String name(CatalogEntry item) {
      return item.tool();
    }
  }
}
