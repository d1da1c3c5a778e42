package io.langop.operator.cli.images;

import io.langop.operator.catalog.ImageCatalog;
import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.edit.Proposal;
import io.langop.operator.cli.output.DidYouMean;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import io.langop.operator.image.ImageReference;
import io.langop.operator.image.InvalidImageReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Changes one tool of the catalog.
 *
 * @param powerTools those of all namespaces; {@code null} if they may not be listed
 */
record CatalogEdit(ConfigMapPlace place, List<StoredResource> powerTools) {

  /** The rules of the API server for keys of ConfigMaps. */
  private static final Pattern TOOL = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

  static CatalogEdit of(Cluster cluster, ConfigMapPlace place) {
    return new CatalogEdit(
        place, cluster.permittedList(ResourceKind.POWER_TOOL, true).orElse(null));
  }

  static String checkedTool(String tool) {
    if (!TOOL.matcher(tool).matches() || tool.equals(".") || tool.startsWith("..")) {
      throw Failure.usage(
          "'%s' cannot be the name of a tool: letters, digits, '-', '_' and '.' only, at most 253."
              .formatted(Visible.value(tool)));
    }
    return tool;
  }

  static String checkedImage(String image) {
    if (ImageReference.parse(image) instanceof InvalidImageReference invalid) {
      throw Failure.usage(invalid.message() + ".");
    }
    return image;
  }

  Proposal set(StoredMap stored, String tool, String image) {
    String old = stored.data().get(tool);
    if (image.equals(old)) {
      return unchanged(
          tool, image, "Tool '%s' stands for '%s' already.".formatted(tool, Visible.value(image)));
    }
    return proposal(stored, tool, old, image);
  }

  Proposal remove(StoredMap stored, String tool) {
    String old = stored.data().get(tool);
    if (old == null) {
      throw Failure.negative(
          "There is no tool '%s' in the catalog.%s"
              .formatted(Visible.value(tool), DidYouMean.sentence(tool, stored.data().keySet())));
    }
    return proposal(stored, tool, old, null);
  }

  private static Proposal unchanged(String tool, String image, String sentence) {
    return new Proposal(image, false, List.of(sentence), tree(tool, image, image, List.of()));
  }

  private static Map<String, Object> tree(
      String tool, String old, String image, List<String> starting) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("tool", tool);
    tree.put("oldImage", old);
    tree.put("newImage", image);
    tree.put("wouldStart", starting);
    return tree;
  }

  private Proposal proposal(StoredMap stored, String tool, String old, String image) {
    Map<String, String> data = new HashMap<>(stored.data());
    boolean ran = ImageCatalog.of(stored.data()).resolve(tool).isFound();
    if (image == null) {
      data.remove(tool);
    } else {
      data.put(tool, image);
    }
    boolean runs = ImageCatalog.of(data).resolve(tool).isFound();
    List<String> waiting = waiting(tool);
    List<String> lines = new ArrayList<>();
    lines.add(place.shown() + (stored.exists() ? ":" : ", which is created:"));
    lines.add(
        "  %s: %s -> %s"
            .formatted(
                tool,
                old == null ? "(not set)" : Visible.value(old.strip()),
                image == null ? "(not set)" : image));
    if (powerTools == null) {
      lines.add(
          "You may not list the PowerTools of all namespaces, so which of them wait for this tool is"
              + " not known.");
    } else if (!ran && runs && !waiting.isEmpty()) {
      lines.add("Would start, if pods match: " + String.join(", ", waiting));
    } else if (ran && !runs) {
      lines.add("Runs that have begun keep their image; new ones of this tool cannot start.");
    } else {
      lines.add("Runs that have begun keep their image.");
    }
    Map<String, Object> tree = tree(tool, old, image, !ran && runs ? waiting : List.of());
    return new Proposal(image, true, lines, tree);
  }

  /** PowerTools that wait for an image of the tool. */
  private List<String> waiting(String tool) {
    return powerTools == null
        ? List.of()
        : powerTools.stream()
            .filter(it -> it.spec("profiler", "tool").equals(tool))
            .filter(it -> it.status("startTime").isEmpty())
            .map(it -> it.namespace() + "/" + it.name())
            .sorted()
            .toList();
  }
}
