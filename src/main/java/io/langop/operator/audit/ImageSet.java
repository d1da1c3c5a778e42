package io.langop.operator.audit;

import java.util.List;
import java.util.SortedSet;

/** The images of a pod, the same for all pods of a namespace that run the same images. */
final class ImageSet {

  private final String key;
  private final List<ImageInUse> images;
  private int pods;

  ImageSet(String key, List<ImageInUse> images) {
    this.key = key;
    this.images = images;
  }

  /**
   * A text that only equal sets have. Sorted sets of what users write need an order, texts have.
   */
  static String key(SortedSet<PodImage> images) {
    StringBuilder key = new StringBuilder();
    for (PodImage image : images) {
      key.append(image.profiler() ? 'p' : 'i')
          .append(image.text().length())
          .append(':')
          .append(image.text());
    }
    return key.toString();
  }

  String key() {
    return key;
  }

  List<ImageInUse> images() {
    return images;
  }

  int pods() {
    return pods;
  }

  /** Whether a pod with these images is not allowed. */
  boolean isRefused() {
    for (ImageInUse image : images) {
      if (image.isRefused()) {
        return true;
      }
    }
    return false;
  }

  /** Those that are not allowed, as pods have them. */
  List<String> refused() {
    return images.stream()
        .filter(ImageInUse::isRefused)
        .map(image -> image.image().text())
        .distinct()
        .toList();
  }

  void addPod() {
    pods++;
  }

  /** Returns whether no pod has it any more. */
  boolean removePod() {
    return --pods == 0;
  }
}
