package io.langop.operator.allowlist;

import io.langop.operator.image.ImageReference;
import io.langop.operator.image.InvalidImageReference;
import io.langop.operator.image.VisibleText;
import java.util.Objects;

/**
 * Whether an image may run, and how to say so. Two verdicts are equal when a user would read the
 * same: reason and message. Messages are built when asked for, because most verdicts are only
 * compared.
 */
public sealed interface Verdict {

  /** The reason of the condition {@code ImageValidated}, one word in CamelCase. */
  String reason();

  /** The message of the condition, one bounded line. */
  String message();

  /** Only this lets a workload be created. */
  default boolean isAllowed() {
    return this instanceof Allowed;
  }

  /**
   * @param entry one entry that allows the image; not part of the message, so not of equality
   */
  record Allowed(ImageReference image, RegistryPattern entry) implements Verdict {

    @Override
    public String reason() {
      return "RegistryAllowed";
    }

    @Override
    public String message() {
      return "Image registry '" + shownRegistry() + "' is in whitelist";
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

  /**
   * @param hostListed whether the registry is listed, only with other paths
   * @param allowed the list for a person, shared by all verdicts of one list
   */
  record Denied(ImageReference image, boolean hostListed, String allowed) implements Verdict {

    @Override
    public String reason() {
      return "RegistryNotAllowed";
    }

    @Override
    public String message() {
      return "Image "
          + (hostListed ? "repository" : "registry")
          + " '"
          + shownName()
          + "' is not in whitelist. Allowed: "
          + allowed;
    }

    private String shownName() {
      return VisibleText.of(hostListed ? image.name() : image.registry());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Denied that
          && hostListed == that.hostListed
          && allowed.equals(that.allowed)
          && shownName().equals(that.shownName());
    }

    @Override
    public int hashCode() {
      return Objects.hash(hostListed, shownName(), allowed);
    }
  }

  /** The text is no image reference, so there is nothing to look up. */
  record Invalid(InvalidImageReference image) implements Verdict {

    @Override
    public String reason() {
      return "InvalidImageReference";
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
    public String reason() {
      return "AllowlistUnavailable";
    }
  }
}
