package io.langop.operator.catalog;

import io.langop.operator.image.ImageReference;
import io.langop.operator.image.VisibleText;
import java.util.Objects;

/**
 * What the catalog makes of the name of a tool. Two resolutions are equal when they lead to the
 * same image or when a user would read the same.
 */
public sealed interface Resolution {

  /** The reason of the condition {@code ImageResolved}, one word in CamelCase. */
  String reason();

  /** The message of the condition, one bounded line. */
  String message();

  /** Only this lets a tool run. */
  default boolean isFound() {
    return this instanceof Found;
  }

  /** Whether it may be another one as soon as an answer comes, without an edit. */
  default boolean isUnknown() {
    return this instanceof Unavailable || this instanceof SettingsUnavailable;
  }

  /** The tool has an image. */
  record Found(String tool, ImageReference image) implements Resolution {

    public Found {
      Objects.requireNonNull(tool, "tool");
      Objects.requireNonNull(image, "image");
    }

    @Override
    public String reason() {
      return "ToolFound";
    }

    @Override
    public String message() {
      return "Tool '%s' is image '%s'"
          .formatted(VisibleText.of(tool), VisibleText.of(image.toString()));
    }
  }

  /**
   * No key of this name.
   *
   * @param tool what was asked for, shortened and escaped, safe to show
   * @param available the tools that resolve, for a person
   */
  record NotFound(String tool, String available) implements Resolution {

    @Override
    public String reason() {
      return "ToolNotFound";
    }

    @Override
    public String message() {
      return "Tool '%s' is not in the profiler image catalog. Available: %s"
          .formatted(tool, available);
    }
  }

  /**
   * The key's value is no image reference. The value itself is for administrators only, so the
   * message leaves it out.
   *
   * @param why as the end of a sentence, safe to show
   */
  record InvalidImage(String tool, String why) implements Resolution {

    @Override
    public String reason() {
      return "InvalidImageReference";
    }

    @Override
    public String message() {
      return "The profiler image catalog has no valid image reference for tool '%s': %s"
          .formatted(tool, why);
    }
  }

  /** There is no catalog to resolve by; whoever watches for it says why. */
  record Unavailable(String message) implements Resolution {

    public Unavailable {
      Objects.requireNonNull(message, "message");
    }

    @Override
    public String reason() {
      return "CatalogUnavailable";
    }
  }

  /**
   * The settings of the tool have a mistake. What they were to say is not known, so it runs
   * nowhere.
   */
  record InvalidSettings(String message) implements Resolution {

    public InvalidSettings {
      Objects.requireNonNull(message, "message");
    }

    @Override
    public String reason() {
      return "InvalidToolSettings";
    }
  }

  /**
   * The tool has an image, and administrators chose other namespaces for it. Which ones is theirs
   * to know.
   *
   * @param tool safe to show
   */
  record NotAllowedHere(String tool, String namespace) implements Resolution {

    @Override
    public String reason() {
      return "ToolNotAllowedHere";
    }

    @Override
    public String message() {
      return ("Tool '%s' may not be used in namespace '%s'. Administrators choose its namespaces in"
              + " its settings")
          .formatted(tool, namespace);
    }
  }

  /** Whether the tool has settings is not known; whoever watches for them says why. */
  record SettingsUnavailable(String message) implements Resolution {

    public SettingsUnavailable {
      Objects.requireNonNull(message, "message");
    }

    @Override
    public String reason() {
      return "SettingsUnavailable";
    }
  }
}
