package io.langop.operator.image;

import java.util.Locale;
import java.util.Objects;

/**
 * A normalised image reference, equal to what {@code ParseNormalizedNamed} of the Go module {@code
 * github.com/distribution/reference} v0.6.0 returns for the same text.
 *
 * @param registry host and optional port, letter case as written ({@code docker.io} when none was)
 * @param repository the path below the registry, with {@code library/} on Docker Hub
 * @param tag without the colon; empty when absent, never null
 * @param digest {@code algorithm:hex}; empty when absent, never null. It decides when a tag is also
 *     there.
 */
public record ImageReference(String registry, String repository, String tag, String digest)
    implements ParsedImage {

  public ImageReference {
    Objects.requireNonNull(registry, "registry");
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(tag, "tag");
    Objects.requireNonNull(digest, "digest");
    if (registry.isEmpty() || repository.isEmpty()) {
      throw new IllegalArgumentException("An image reference has a registry and a repository");
    }
  }

  /** Never throws; null and everything else that is no reference becomes the reason why. */
  public static ParsedImage parse(String text) {
    if (text == null) {
      return new InvalidImageReference("", InvalidReferenceReason.EMPTY);
    }
    ImageReference reference = ReferenceScanner.scan(text);
    return reference != null
        ? reference
        : new InvalidImageReference(text, InvalidReferenceReason.of(text));
  }

  public boolean hasTag() {
    return !tag.isEmpty();
  }

  public boolean hasDigest() {
    return !digest.isEmpty();
  }

  /** Registry and repository, without tag and digest. */
  public String name() {
    return registry + '/' + repository;
  }

  /**
   * The reference to run: as {@link #toString}, with the host in lower case, since what compares it
   * by case must see what was decided. Where lower case would name something else, it stays as it
   * is: a bare word would become a path on Docker Hub, and a name of Docker Hub an alias with rules
   * of its own.
   */
  public String canonical() {
    String lower = registry.toLowerCase(Locale.ROOT) + toString().substring(registry.length());
    boolean same =
        parse(lower) instanceof ImageReference other
            && other.registry.equalsIgnoreCase(registry)
            && other.repository.equals(repository);
    return same ? lower : toString();
  }

  /** The canonical form, {@code registry/repository[:tag][@digest]}; parsing it gives an equal. */
  @Override
  public String toString() {
    return name() + (hasTag() ? ":" + tag : "") + (hasDigest() ? "@" + digest : "");
  }
}
