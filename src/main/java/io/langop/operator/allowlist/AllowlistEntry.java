package io.langop.operator.allowlist;

import io.langop.operator.image.VisibleText;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;

/**
 * One valid entry of the allowlist: which repositories it is about, and under which conditions it
 * allows them. Two are equal when they allow the same, however they are written.
 */
public record AllowlistEntry(RegistryPattern pattern, EntryOptions options)
    implements ParsedEntry, Comparable<AllowlistEntry> {

  /** By their ends, and where these are the same by what is the same in every order of the file. */
  public static final Comparator<AllowlistEntry> BY_END =
      Comparator.comparingLong((AllowlistEntry entry) -> entry.options().endSecond())
          .thenComparing(entry -> entry.options().text(), Comparator.reverseOrder());

  public AllowlistEntry {
    Objects.requireNonNull(pattern, "pattern");
    Objects.requireNonNull(options, "options");
  }

  /**
   * Reads an entry and its options, separated by spaces or tabs. Never throws.
   *
   * @param text one line of the list, without comment
   */
  public static ParsedEntry parse(String text) {
    return EntryParser.parse(text);
  }

  /** The same with options that other entries have too, if they are written alike. */
  AllowlistEntry sharing(Map<String, EntryOptions> known) {
    return new AllowlistEntry(pattern, known.computeIfAbsent(options.text(), text -> options));
  }

  /** In no order that means anything, but sets of entries with one hash stay fast by it. */
  @Override
  public int compareTo(AllowlistEntry other) {
    int byPattern = pattern.compareTo(other.pattern);
    return byPattern != 0 ? byPattern : options.compareTo(other.options);
  }

  /**
   * Whether its author may have meant all that is below a name of Docker Hub, where it is about the
   * official image of that name. Another spelling would help only where the entry holds for
   * everybody.
   */
  public boolean isPerhapsMeantForMore() {
    return pattern.isShortForOfficial() && options.namespaces() == null && options.end() == null;
  }

  int compareTexts(AllowlistEntry other) {
    return written().compareTo(other.written());
  }

  /** As a line of the list has it. */
  public String written() {
    return options.isEmpty() ? pattern.text() : pattern.text() + " " + options.text();
  }

  /** As written, options in braces; shortened when it is very long. */
  @Override
  public String toString() {
    return options.isEmpty()
        ? pattern.toString()
        : pattern + "{" + VisibleText.of(options.text()) + "}";
  }
}
