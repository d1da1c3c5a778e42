package io.langop.operator.audit;

import io.langop.operator.pod.ProfilerName;
import io.langop.operator.pod.WatchedPod;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An image that a pod names.
 *
 * @param text as the pod has it
 * @param profiler whether it is that of an ephemeral container with a name of a run of a PowerTool,
 *     so that it may come from the catalog
 */
record PodImage(String text, boolean profiler) implements Comparable<PodImage> {

  private static final Comparator<PodImage> ORDER =
      Comparator.comparing(PodImage::text).thenComparing(PodImage::profiler);

  /**
   * What counts of a pod, each image once. A pod of which not even one container could be kept
   * names what cannot be decided, as an image without a text does.
   */
  static SortedSet<PodImage> of(WatchedPod pod) {
    SortedSet<PodImage> images = new TreeSet<>();
    Stream.concat(
            pod.images().map(text -> new PodImage(text, false)),
            pod.liveEphemeralContainers()
                .map(
                    container ->
                        new PodImage(
                            container.image(), ProfilerName.uid(container.name()).isPresent())))
        .forEach(images::add);
    if (pod.containers().isEmpty()) {
      images.add(new PodImage("", false));
    }
    return images;
  }

  @Override
  public int compareTo(PodImage other) {
    return ORDER.compare(this, other);
  }
}
