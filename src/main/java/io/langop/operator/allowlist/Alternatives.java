package io.langop.operator.allowlist;

import java.util.Arrays;

/**
 * The entries with one host and path, in the order of the file; they differ in what they ask for.
 */
final class Alternatives {

  private AllowlistEntry[] entries;

  Alternatives(AllowlistEntry first) {
    entries = new AllowlistEntry[] {first};
  }

  void add(AllowlistEntry entry) {
    entries = Arrays.copyOf(entries, entries.length + 1);
    entries[entries.length - 1] = entry;
  }

  /**
   * Shows them to a search.
   *
   * @param parent whether the image is below their path, and not at it
   * @return whether one of them allows the image
   */
  boolean meet(Search search, boolean parent) {
    for (AllowlistEntry entry : entries) {
      if ((parent || !entry.pattern().below()) && search.meet(entry)) {
        return true;
      }
    }
    return false;
  }

  /** Tells a search of the entry that was perhaps meant for all that is below its path. */
  void offer(Search search) {
    for (AllowlistEntry entry : entries) {
      if (entry.pattern().isShortForOfficial()) {
        search.meetSingle(entry);
        return;
      }
    }
  }
}
