package io.langop.operator.audit;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.image.ImageReference;
import java.util.Optional;
import java.util.Set;

/** An image that pods of one namespace run, and what was decided about it. */
final class ImageInUse {

  private final ResourceID id;
  private final PodImage image;
  private int users;
  private boolean refused;
  private boolean approved;
  private String registry = "";

  /**
   * @param id its name among all that the allowlist is asked for
   */
  ImageInUse(ResourceID id, PodImage image) {
    this.id = id;
    this.image = image;
  }

  ResourceID id() {
    return id;
  }

  PodImage image() {
    return image;
  }

  /** Whether it is not allowed. */
  boolean isRefused() {
    return refused && !approved;
  }

  /** Where it would come from if it is not allowed, empty text when that cannot be told. */
  Optional<String> refusedRegistry() {
    return isRefused() ? Optional.of(registry) : Optional.empty();
  }

  /** Takes what the allowlist says. Without a list nothing is known to be refused. */
  void decided(Verdict verdict) {
    refused = !verdict.isAllowed() && !(verdict instanceof Verdict.Unavailable);
    registry = verdict.reference().map(ImageReference::registry).orElse("");
  }

  /**
   * The catalog approves a profiler for as long as it runs: an edit is about later runs.
   *
   * @param catalog its images, as {@link ImageReference#canonical}
   */
  void approve(Set<String> catalog) {
    approved =
        approved
            || image.profiler()
                && ImageReference.parse(image.text()) instanceof ImageReference reference
                && catalog.contains(reference.canonical());
  }

  /** Returns whether nothing used it before. */
  boolean use() {
    return users++ == 0;
  }

  /** Returns whether nothing uses it any more. */
  boolean release() {
    return --users == 0;
  }
}
