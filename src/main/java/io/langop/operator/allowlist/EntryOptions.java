package io.langop.operator.allowlist;

import java.util.Comparator;
import java.util.Objects;

/**
 * The conditions under which an entry allows what it is about.
 *
 * @param text the options as written, separated by a space; empty when there is none
 * @param digestRequired whether an image has to be pinned by a digest
 * @param namespaces where it holds; {@code null} for everywhere
 * @param end when it ends; {@code null} for never
 */
public record EntryOptions(
    String text, boolean digestRequired, NamespaceNames namespaces, EntryEnd end)
    implements Comparable<EntryOptions> {

  private static final Comparator<EntryOptions> ORDER =
      Comparator.comparing(EntryOptions::digestRequired)
          .thenComparing(EntryOptions::endSecond)
          .thenComparing(
              EntryOptions::namespaces, Comparator.nullsFirst(Comparator.naturalOrder()));

  static final EntryOptions NONE = new EntryOptions("", false, null, null);

  public EntryOptions {
    Objects.requireNonNull(text, "text");
  }

  /** Whether there is no condition. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** The first second, counted from 1970, in which the entry has ended. */
  long endSecond() {
    return end == null ? Long.MAX_VALUE : end.second();
  }

  /**
   * Whether the entry allows nothing any more.
   *
   * @param second of the moment that is decided for, counted from 1970
   */
  boolean hasEnded(long second) {
    return endSecond() <= second;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EntryOptions that
        && digestRequired == that.digestRequired
        && Objects.equals(namespaces, that.namespaces)
        && Objects.equals(end, that.end);
  }

  @Override
  public int compareTo(EntryOptions other) {
    return ORDER.compare(this, other);
  }

  @Override
  public int hashCode() {
    return Objects.hash(digestRequired, namespaces, end);
  }
}
