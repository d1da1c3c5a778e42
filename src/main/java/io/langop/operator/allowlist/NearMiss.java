package io.langop.operator.allowlist;

import io.langop.operator.image.VisibleText;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An entry that would have allowed a refused image, were it not for one thing.
 *
 * @param why what stands in the way
 */
public record NearMiss(Why why, AllowlistEntry entry) {

  static final String ENTRY = "entry '";

  private static final String END_OF_ENTRY = "' ";

  /** What keeps an entry from allowing an image. */
  public enum Why {
    /** Its time is over. */
    ENDED("ended "),
    /** It is for other namespaces. */
    OTHER_NAMESPACE("is only for namespaces "),
    /** It is about a single repository of Docker Hub, not about what is below it. */
    SINGLE_REPOSITORY("is only the repository ");

    private final String verb;

    Why(String verb) {
      this.verb = verb;
    }

    /** What a clause that {@link NearMiss#words} made speaks of; empty for another text. */
    static Optional<Why> in(String words) {
      return Stream.of(values()).filter(why -> words.contains(END_OF_ENTRY + why.verb)).findFirst();
    }
  }

  /** One clause for the author of the image and for the administrator. */
  public String words() {
    String beginning = ENTRY + entry.pattern() + END_OF_ENTRY + why.verb;
    return switch (why) {
      case ENDED -> beginning + entry.options().end();
      case OTHER_NAMESPACE -> beginning + VisibleText.of(entry.options().namespaces().toString());
      case SINGLE_REPOSITORY ->
          beginning
              + entry.pattern().registry()
              + "/"
              + VisibleText.of(entry.pattern().path())
              + ", all below it would be '"
              + entry.pattern()
              + "/'";
    };
  }
}
