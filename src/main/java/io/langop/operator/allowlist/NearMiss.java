package io.langop.operator.allowlist;

import io.langop.operator.image.VisibleText;

/**
 * An entry that would have allowed a refused image, were it not for one thing.
 *
 * @param why what stands in the way
 */
public record NearMiss(Why why, AllowlistEntry entry) {

  /** What keeps an entry from allowing an image. */
  public enum Why {
    /** Its time is over. */
    ENDED,
    /** It is for other namespaces. */
    OTHER_NAMESPACE,
    /** It is about a single repository of Docker Hub, not about what is below it. */
    SINGLE_REPOSITORY
  }

  /** One clause for the author of the image and for the administrator. */
  public String words() {
    String quoted = "entry '" + entry.pattern() + "' ";
    return switch (why) {
      case ENDED -> quoted + "ended " + entry.options().end();
      case OTHER_NAMESPACE ->
          quoted
              + "is only for namespaces "
              + VisibleText.of(entry.options().namespaces().toString());
      case SINGLE_REPOSITORY ->
          quoted
              + "is only the repository "
              + entry.pattern().registry()
              + "/"
              + VisibleText.of(entry.pattern().path())
              + ", all below it would be '"
              + entry.pattern()
              + "/'";
    };
  }
}
