package io.langop.operator.image;

import java.util.Objects;

/**
 * A text that names no image.
 *
 * @param text as given, unbounded and unescaped: show {@link #message()} instead
 * @param reason why, as the end of a sentence, safe to show
 */
public record InvalidImageReference(String text, String reason) implements ParsedImage {

  public InvalidImageReference {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(reason, "reason");
  }

  /** One line for a person, bounded, whatever the text holds. */
  public String message() {
    return "Image '" + VisibleText.of(text) + "' is not a valid image reference: " + reason;
  }

  @Override
  public String toString() {
    return message();
  }
}
