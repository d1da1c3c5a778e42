package io.langop.operator.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The pods of one namespace by what they run, counted. Of a pod there is its name, and a set of
 * images that it shares with all pods that run the same.
 */
final class NamespacePods {

  private final String namespace;
  private final AuditObserver observer;
  private final Map<String, ImageSet> pods = new HashMap<>();
  private final Map<String, ImageSet> sets = new HashMap<>();
  private final Map<PodImage, ImageInUse> images = new TreeMap<>();
  private final Map<String, Integer> refusedByRegistry = new HashMap<>();
  private int refusedPods;

  NamespacePods(String namespace, AuditObserver observer) {
    this.namespace = namespace;
    this.observer = observer;
  }

  /**
   * A pod runs these images.
   *
   * @param decide makes an image that no pod ran before, with what is decided about it
   * @param forget is told of each image that no pod runs any more
   */
  void put(
      String pod,
      SortedSet<PodImage> runs,
      Function<PodImage, ImageInUse> decide,
      Consumer<ImageInUse> forget) {
    String key = ImageSet.key(runs);
    ImageSet before = pods.get(pod);
    if (before != null && before.key().equals(key)) {
      return;
    }
    ImageSet set = sets.computeIfAbsent(key, absent -> create(key, runs, decide));
    set.addPod();
    pods.put(pod, set);
    if (set.isRefused()) {
      refusedPods++;
    }
    if (before != null) {
      release(before, forget);
    }
    tellIfRefused(set, before);
    observer.changed(namespace);
  }

  /** A pod is gone. */
  void remove(String pod, Consumer<ImageInUse> forget) {
    ImageSet before = pods.remove(pod);
    if (before != null) {
      release(before, forget);
      tellIfRefused(before, null);
      observer.changed(namespace);
    }
  }

  /** Has something decided anew about one of the images. */
  void redecide(ImageInUse image, Runnable decision) {
    Optional<String> before = image.refusedRegistry();
    decision.run();
    Optional<String> after = image.refusedRegistry();
    if (!before.equals(after)) { // a series that ends would lose its place
      before.ifPresent(registry -> count(registry, -1));
      after.ifPresent(registry -> count(registry, 1));
    }
  }

  /** Counts the pods again, after something was decided anew about images. */
  void recount() {
    refusedPods = 0;
    for (ImageSet set : sets.values()) {
      refusedPods += set.isRefused() ? set.pods() : 0;
    }
    observer.pods(namespace, refusedPods);
    observer.changed(namespace);
  }

  /** What is known of the pods, with the first {@code most} of those that are not allowed. */
  NamespaceReport report(int most) {
    NavigableMap<String, ImageSet> first = new TreeMap<>();
    pods.forEach(
        (pod, set) -> {
          if (set.isRefused()) {
            first.put(pod, set);
            if (first.size() > most) {
              first.pollLastEntry();
            }
          }
        });
    return new NamespaceReport(
        pods.size() - refusedPods,
        refusedPods,
        first.entrySet().stream()
            .map(pod -> new NamespaceReport.RefusedPod(pod.getKey(), pod.getValue().refused()))
            .toList());
  }

  /** Tells the observer everything. */
  void tell() {
    observer.pods(namespace, refusedPods);
    refusedByRegistry.forEach((registry, count) -> observer.images(namespace, registry, count));
  }

  boolean isEmpty() {
    return pods.isEmpty();
  }

  private ImageSet create(
      String key, SortedSet<PodImage> runs, Function<PodImage, ImageInUse> decide) {
    List<ImageInUse> used =
        runs.stream().map(image -> images.computeIfAbsent(image, decide)).toList();
    for (ImageInUse image : used) {
      if (image.use()) {
        image.refusedRegistry().ifPresent(registry -> count(registry, 1));
      }
    }
    return new ImageSet(key, used);
  }

  private void release(ImageSet set, Consumer<ImageInUse> forget) {
    if (set.isRefused()) {
      refusedPods--;
    }
    if (!set.removePod()) {
      return;
    }
    sets.remove(set.key());
    for (ImageInUse image : set.images()) {
      if (image.release()) {
        images.remove(image.image());
        image.refusedRegistry().ifPresent(registry -> count(registry, -1));
        forget.accept(image);
      }
    }
  }

  private void count(String registry, int more) {
    int count = refusedByRegistry.merge(registry, more, Integer::sum);
    if (count == 0) {
      refusedByRegistry.remove(registry);
    }
    observer.images(namespace, registry, count);
  }

  private void tellIfRefused(ImageSet set, ImageSet other) {
    if (set.isRefused() || other != null && other.isRefused()) {
      observer.pods(namespace, refusedPods);
    }
  }
}
