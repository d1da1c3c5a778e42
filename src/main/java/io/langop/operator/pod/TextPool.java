package io.langop.operator.pod;

/**
 * Keeps equal texts once. It remembers a bounded number of texts of a bounded length, whatever
 * comes, and forgets one when another falls into its place: {@link String#intern} would keep what
 * users write for ever in a native executable.
 */
public final class TextPool {

  // Written without a lock: a text that another thread does not see is at worst kept twice.
  private final String[] texts;
  private final int longest;

  /**
   * @param places how many texts are remembered at the most, a power of two
   * @param longest characters of the longest text that is remembered
   */
  public TextPool(int places, int longest) {
    this.texts = new String[places];
    this.longest = longest;
  }

  /** A text that equals {@code text}, the same for many calls. */
  public String share(String text) {
    if (text == null || text.length() > longest) {
      return text;
    }
    int hash = text.hashCode() * 0x9E3779B9;
    int place = hash >>> Integer.numberOfLeadingZeros(texts.length - 1);
    String known = texts[place];
    if (text.equals(known)) {
      return known;
    }
    texts[place] = text;
    return text;
  }
}
