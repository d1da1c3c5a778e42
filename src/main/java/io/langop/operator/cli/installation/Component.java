package io.langop.operator.cli.installation;

import io.langop.operator.cli.output.Listing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that has a version.
 *
 * @param deployment where it runs; empty if that is not known
 * @param image empty if it has none
 */
record Component(String name, String version, String deployment, String image) {

  /** How they are shown. */
  record Shown() implements Listing<Component> {

    @Override
    public List<Column<Component>> columns() {
      return List.of(
          Column.of("COMPONENT", Component::name),
          Column.of("VERSION", row -> Listing.dash(row.version())),
          Column.of("DEPLOYMENT", row -> Listing.dash(row.deployment())),
          Column.of("IMAGE", row -> Listing.dash(row.image())));
    }

    @Override
    public Map<String, Object> tree(Component item) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("component", item.name());
      tree.put("version", Listing.absent(item.version()));
      tree.put("deployment", Listing.absent(item.deployment()));
      tree.put("image", Listing.absent(item.image()));
      return tree;
    }

    @Override
    public String name(Component item) {
      return item.name() + " " + item.version();
    }
  }
}
