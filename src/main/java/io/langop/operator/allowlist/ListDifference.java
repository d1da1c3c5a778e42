package io.langop.operator.allowlist;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which entries only one of two lists has. */
final class ListDifference {

  private ListDifference() {}

  /**
   * The entries that only one of two lists has as they are written. The cost depends on what
   * differs: equal lines at both ends are compared once.
   */
  static Collection<AllowlistEntry> of(List<AllowlistEntry> one, List<AllowlistEntry> other) {
    if (one == other) {
      return List.of();
    }
    int shorter = Math.min(one.size(), other.size());
    int begin = 0;
    while (begin < shorter && isWrittenAlike(one.get(begin), other.get(begin))) {
      begin++;
    }
    int end = 0;
    while (end < shorter - begin && isWrittenAlike(last(one, end), last(other, end))) {
      end++;
    }
    Map<String, AllowlistEntry> onlyOne = new HashMap<>();
    one.subList(begin, one.size() - end).forEach(entry -> onlyOne.put(entry.written(), entry));
    for (AllowlistEntry entry : other.subList(begin, other.size() - end)) {
      if (onlyOne.remove(entry.written()) == null) { // each list has an entry once
        onlyOne.put(entry.written(), entry);
      }
    }
    return onlyOne.values();
  }

  /** Messages show entries as they are written. */
  private static boolean isWrittenAlike(AllowlistEntry one, AllowlistEntry other) {
    return one.pattern().text().equals(other.pattern().text())
        && one.options().text().equals(other.options().text());
  }

  private static AllowlistEntry last(List<AllowlistEntry> entries, int index) {
    return entries.get(entries.size() - 1 - index);
  }
}
