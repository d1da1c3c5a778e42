package io.langop.operator.cli.pods;

import io.langop.operator.cli.cluster.RunningPod;
import io.langop.operator.cli.input.NamedImage;
import io.langop.operator.cli.registries.CheckedImage;
import io.langop.operator.cli.registries.CurrentList;
import io.langop.operator.image.ImageReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /**
   * @param approved the images of the catalog as the operator runs them; {@code null} where it may
   *     not be read, so that the names of containers have to do
   */
  static PodAudit of(Collection<RunningPod> pods, CurrentList list, Set<String> approved) {
    Map<Key, Row> rows = new LinkedHashMap<>();
    Map<String, Profiler> profilers = new TreeMap<>();
    int refused = 0;
    for (RunningPod pod : pods) {
      List<String> images = new ArrayList<>(pod.images());
      for (String image : pod.profilers()) {
        if (approved == null || isApproved(image, approved)) {
          profilers
              .computeIfAbsent(image, name -> new Profiler(name, new ImageUses()))
              .uses()
              .add(pod);
        } else if (!images.contains(image)) {
          images.add(image); // anybody can name a container like one of ours
        }
      }
      boolean allAllowed = true;
      for (String image : images) {
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

  private static boolean isApproved(String image, Set<String> approved) {
    return ImageReference.parse(image) instanceof ImageReference reference
        && approved.contains(reference.canonical());
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
}
