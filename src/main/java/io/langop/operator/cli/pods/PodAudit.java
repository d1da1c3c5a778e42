package io.langop.operator.cli.pods;

import io.langop.operator.cli.allowlist.CheckedImage;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.cluster.RunningPod;
import io.langop.operator.cli.input.NamedImage;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style.Level;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The images of pods, with what a list says about them.
 *
 * @param rows by registry; images that are no references come last
 * @param profilers by image; the catalog approves of them, and the list does not count
 * @param pods how many were looked at
 * @param refused how many of them have an image that is not allowed
 */
record PodAudit(List<Row> rows, List<Profiler> profilers, int pods, int refused) {

  /**
   * One image. It is in several rows if namespaces make a difference.
   *
   * @param checked in one of the namespaces
   */
  record Row(CheckedImage checked, ImageUses uses) {

    /** In lower case; empty if the image is no reference. */
    String registry() {
      return CheckedImage.registry(checked.parsed());
    }

    String image() {
      return checked.named().image();
    }

    boolean allowed() {
      return checked.verdict().isAllowed();
    }
  }

  /** The image of profilers. */
  record Profiler(String image, ImageUses uses) {}

  private record Key(String image, boolean allowed, String because) {}

  static PodAudit of(Collection<RunningPod> pods, CurrentList list) {
    Map<Key, Row> rows = new LinkedHashMap<>();
    Map<String, Profiler> profilers = new TreeMap<>();
    int refused = 0;
    for (RunningPod pod : pods) {
      for (String image : pod.profilers()) {
        profilers
            .computeIfAbsent(image, name -> new Profiler(name, new ImageUses()))
            .uses()
            .add(pod);
      }
      boolean allAllowed = true;
      for (String image : pod.images()) {
        CheckedImage checked =
            CheckedImage.of(new NamedImage(image, null, pod.namespace()), list, pod.namespace());
        Key key = new Key(image, checked.verdict().isAllowed(), checked.because());
        rows.computeIfAbsent(key, one -> new Row(checked, new ImageUses())).uses().add(pod);
        allAllowed &= key.allowed();
      }
      refused += allAllowed ? 0 : 1;
    }
    return new PodAudit(
        sorted(rows.values()), List.copyOf(profilers.values()), pods.size(), refused);
  }

  private static List<Row> sorted(Collection<Row> rows) {
    return rows.stream()
        .sorted(
            Comparator.<Row, Boolean>comparing(row -> row.registry().isEmpty())
                .thenComparing(Row::registry)
                .thenComparing(Row::image)
                .thenComparing(row -> row.checked().because()))
        .toList();
  }

  /** How images are shown. */
  record Shown() implements Listing<Row> {

    @Override
    public List<Column<Row>> columns() {
      return List.of(
          Column.of("REGISTRY", row -> row.registry().isEmpty() ? "-" : row.registry()),
          Column.of(
              "ALLOWED",
              row -> row.allowed() ? "yes" : "no",
              row -> row.allowed() ? Level.GOOD : Level.BAD),
          Column.of("IMAGE", row -> row.image().isBlank() ? "-" : row.image()),
          Column.of("PODS", row -> Integer.toString(row.uses().pods())),
          Column.of("BECAUSE", row -> row.checked().because()),
          Column.of("USED BY", row -> row.uses().shown()));
    }

    @Override
    public Map<String, Object> tree(Row item) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("registry", item.registry().isEmpty() ? null : item.registry());
      tree.put("image", item.image());
      tree.put("allowed", item.allowed());
      tree.put("entry", item.checked().entry());
      tree.put("reason", item.checked().verdict().reason().name());
      tree.put("message", item.checked().verdict().message());
      tree.put("pods", item.uses().pods());
      tree.put("workloads", item.uses().trees());
      return tree;
    }

    @Override
    public String name(Row item) {
      return item.image();
    }
  }

  /** How profilers are shown, about which the list does not decide. */
  record ShownProfilers() implements Listing<Profiler> {

    @Override
    public List<Column<Profiler>> columns() {
      return List.of(
          Column.of("PROFILER", Profiler::image),
          Column.of("PODS", row -> Integer.toString(row.uses().pods())),
          Column.of("USED BY", row -> row.uses().shown()));
    }

    @Override
    public Map<String, Object> tree(Profiler item) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("image", item.image());
      tree.put("pods", item.uses().pods());
      tree.put("workloads", item.uses().trees());
      return tree;
    }

    @Override
    public String name(Profiler item) {
      return item.image();
    }
  }
}
