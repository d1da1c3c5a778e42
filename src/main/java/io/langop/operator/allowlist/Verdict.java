package io.langop.operator.allowlist;

import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.image.ImageReference;
import io.langop.operator.image.InvalidImageReference;
import io.langop.operator.image.VisibleText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether an image may run, and how to say so. Two verdicts are equal when a user would read the
 * same: reason and message. Messages are built when asked for, because most verdicts are only
 * compared.
 */
public sealed interface Verdict
    permits Verdict.Allowed,
        Verdict.DigestRequired,
        Verdict.Denied,
        Verdict.Invalid,
        Verdict.Unavailable,
        SeveralRefused {

  /** The reason of the condition {@code ImageValidated}. */
  WorkloadReason reason();

  /** The message of the condition, one bounded line. */
  String message();

  /** The image that it is about; empty when the text is no reference, or nothing was looked up. */
  default Optional<ImageReference> reference() {
    return Optional.empty();
  }

  /** The refusals of single images that it is made of, itself if it is about one. */
  default List<Verdict> refusals() {
    return isAllowed() || this instanceof Unavailable ? List.of() : List.of(this);
  }

  /** Only this lets a workload be created. */
  default boolean isAllowed() {
    return this instanceof Allowed;
  }

  /**
   * @param entry one entry that allows the image; not part of the message, so not of equality
   */
  record Allowed(ImageReference image, AllowlistEntry entry) implements Verdict {

    @Override
    public Optional<ImageReference> reference() {
      return Optional.of(image);
    }

    @Override
    public WorkloadReason reason() {
      return WorkloadReason.RegistryAllowed;
    }

    @Override
    public String message() {
      return VerdictWords.allowed(shownRegistry());
    }

    private String shownRegistry() {
      return VisibleText.of(image.registry());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Allowed that && shownRegistry().equals(that.shownRegistry());
    }

    @Override
    public int hashCode() {
      return shownRegistry().hashCode();
    }
  }

  /** It would be allowed if it could not change any more. */
  record DigestRequired(ImageReference image, AllowlistEntry entry) implements Verdict {

    @Override
    public Optional<ImageReference> reference() {
      return Optional.of(image);
    }

    @Override
    public WorkloadReason reason() {
      return WorkloadReason.DigestRequired;
    }

    @Override
    public String message() {
      String shown = VisibleText.of(image.name());
      return "Image '"
          + shown
          + (image.hasTag() ? ":" + VisibleText.of(image.tag()) : "")
          + "' has no digest, and entry '"
          + entry.pattern()
          + "' requires one: write "
          + shown
          + "@sha256:DIGEST";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof DigestRequired that
          && image.equals(that.image)
          && entry.pattern().text().equals(that.entry.pattern().text());
    }

    @Override
    public int hashCode() {
      return Objects.hash(image, entry.pattern().text());
    }
  }

  /**
   * @param repositoriesListed whether the registry is listed, only with other paths
   * @param allowed the list for a person, shared by all verdicts of one list
   * @param nearest the entry that came closest to allowing it, null when none did
   */
  record Denied(ImageReference image, boolean repositoriesListed, String allowed, NearMiss nearest)
      implements Verdict {

    @Override
    public Optional<ImageReference> reference() {
      return Optional.of(image);
    }

    @Override
    public WorkloadReason reason() {
      return WorkloadReason.RegistryNotAllowed;
    }

    @Override
    public String message() {
      return VerdictWords.denied(repositoriesListed, shownName(), allowed, nearMiss());
    }

    private String nearMiss() {
      return nearest == null ? "" : nearest.words();
    }

    private String shownName() {
      return VisibleText.of(repositoriesListed ? image.name() : image.registry());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Denied that
          && repositoriesListed == that.repositoriesListed
          && allowed.equals(that.allowed)
          && nearMiss().equals(that.nearMiss())
          && shownName().equals(that.shownName());
    }

    @Override
    public int hashCode() {
      return Objects.hash(repositoriesListed, shownName(), allowed, nearMiss());
    }
  }

  /** The text is no image reference, so there is nothing to look up. */
  record Invalid(InvalidImageReference image) implements Verdict {

    @Override
    public WorkloadReason reason() {
      return WorkloadReason.InvalidImageReference;
    }

    @Override
    public String message() {
      return image.message();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Invalid that
          && image.reason().equals(that.image.reason())
          && VisibleText.of(image.text()).equals(VisibleText.of(that.image.text()));
    }

    @Override
    public int hashCode() {
      return Objects.hash(image.reason(), VisibleText.of(image.text()));
    }
  }

  /** There is no list to decide by; whoever watches for it says where it is missing. */
  record Unavailable(String message) implements Verdict {

    public Unavailable {
      Objects.requireNonNull(message, "message");
    }

    @Override
    public WorkloadReason reason() {
      return WorkloadReason.AllowlistUnavailable;
    }
  }
}
