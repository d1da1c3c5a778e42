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
          Column.of("VERSION", row -> dash(row.version())),
          Column.of("DEPLOYMENT", row -> dash(row.deployment())),
          Column.of("IMAGE", row -> dash(row.image())));
    }

    private static String dash(String text) {
      return text.isEmpty() ? "-" : text;
    }

    @Override
    public Map<String, Object> tree(Component item) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("component", item.name());
      tree.put("version", absent(item.version()));
      tree.put("deployment", absent(item.deployment()));
      tree.put("image", absent(item.image()));
      return tree;
    }

    private static String absent(String text) {
      return text.isEmpty() ? null : text;
    }

    @Override
    public String name(Component item) {
      return item.name() + " " + item.version();
    }
  }
}
