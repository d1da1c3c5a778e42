package io.langop.operator.catalog;

import io.langop.operator.api.condition.RunReason;
import io.langop.operator.image.ImageReference;
import io.langop.operator.image.VisibleText;
import java.util.Objects;

/**
 * What the catalog makes of the name of a tool. Two resolutions are equal when they lead to the
 * same image or when a user would read the same.
 */
public sealed interface Resolution {

  /** The reason of the condition {@code ImageResolved}. */
  RunReason reason();

  /** The message of the condition, one bounded line. */
  String message();

  /** Only this lets a tool run. */
  default boolean isFound() {
    return this instanceof Found;
  }

  /** Whether it may be another one as soon as an answer comes, without an edit. */
  default boolean isUnknown() {
    return this instanceof Undecided undecided && undecided.cause().endsByItself;
  }

  /** The tool has an image. */
  record Found(String tool, ImageReference image) implements Resolution {

    public Found {
      Objects.requireNonNull(tool, "tool");
      Objects.requireNonNull(image, "image");
    }

    @Override
    public RunReason reason() {
      return RunReason.ToolFound;
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
    public RunReason reason() {
      return RunReason.ToolNotFound;
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
    public RunReason reason() {
      return RunReason.InvalidImageReference;
    }

    @Override
    public String message() {
      return "The profiler image catalog has no valid image reference for tool '%s': %s"
          .formatted(tool, why);
    }
  }

  /** Why a name leads to no answer: what it depends on is missing or has a mistake. */
  enum Cause {
    /** There is no catalog to resolve by. */
    NO_CATALOG(RunReason.CatalogUnavailable, true),
    /** Whether the tool has settings is not known. */
    NO_SETTINGS(RunReason.SettingsUnavailable, true),
    /** What the settings of the tool were to say is not known, so it runs nowhere. */
    INVALID_SETTINGS(RunReason.InvalidToolSettings, false);

    private final RunReason reason;
    private final boolean endsByItself;

    Cause(RunReason reason, boolean endsByItself) {
      this.reason = reason;
      this.endsByItself = endsByItself;
    }
  }

  /**
   * No answer can be given.
   *
   * @param message why, in the words of what watches for it
   */
  record Undecided(Cause cause, String message) implements Resolution {

    public Undecided {
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(message, "message");
    }

    @Override
    public RunReason reason() {
      return cause.reason;
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
    public RunReason reason() {
      return RunReason.ToolNotAllowedHere;
    }

    @Override
    public String message() {
      return ("Tool '%s' may not be used in namespace '%s'. Administrators choose its namespaces in"
              + " its settings")
          .formatted(tool, namespace);
    }
  }
}
