package io.langop.operator.allowlist;

import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Names of namespaces, some of them with {@code *} for any further characters. */
public final class NamespaceNames implements Comparable<NamespaceNames> {

  private final String text;
  private final SortedSet<String> sorted;
  private final Set<String> names;
  private final Set<String> beginnings;

  /**
   * @param text as written
   * @param beginnings without their {@code *}
   */
  NamespaceNames(String text, Set<String> names, Set<String> beginnings) {
    this.text = text;
    this.names = Set.copyOf(names);
    this.beginnings = Set.copyOf(beginnings);
    this.sorted = new TreeSet<>(names);
    beginnings.forEach(beginning -> sorted.add(beginning + '*'));
  }

  /** Whether it is one of them. The cost depends on the length of the name alone. */
  public boolean contains(String namespace) {
    if (names.contains(namespace)) {
      return true;
    }
    for (int end = 1; !beginnings.isEmpty() && end <= namespace.length(); end++) {
      if (beginnings.contains(namespace.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  /** Whole names. */
  public Set<String> names() {
    return names;
  }

  /** What names begin with, without the {@code *}. */
  public Set<String> beginnings() {
    return beginnings;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamespaceNames that
        && names.equals(that.names)
        && beginnings.equals(that.beginnings);
  }

  @Override
  public int compareTo(NamespaceNames other) {
    return sorted.toString().compareTo(other.sorted.toString());
  }

  @Override
  public int hashCode() {
    return Objects.hash(names, beginnings);
  }

  /** As written. */
  @Override
  public String toString() {
    return text;
  }
}
