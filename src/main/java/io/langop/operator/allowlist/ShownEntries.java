package io.langop.operator.allowlist;

import java.util.Iterator;

/** The entries of a list as a refusal shows them to a person. */
final class ShownEntries {

  /** A list of 10,000 entries in 10,000 statuses would fill the cluster's store. */
  private static final int MAX_SHOWN = 20;

  /** Of what is shown, in characters. */
  private static final int MAX_LENGTH = 2_000;

  private ShownEntries() {}

  /**
   * The first of the entries, and how many more there are.
   *
   * @param entries read only as far as they are shown
   * @param count how many there are
   */
  static String of(Iterator<AllowlistEntry> entries, int count) {
    if (count == 0) {
      return "none";
    }
    StringBuilder text = new StringBuilder();
    int shown = 0;
    while (entries.hasNext()) {
      String one = entries.next().toString();
      if (shown > 0 && (shown == MAX_SHOWN || text.length() + one.length() > MAX_LENGTH)) {
        break;
      }
      text.append(shown == 0 ? "" : ", ").append(one);
      shown++;
    }
    return count > shown ? text + " and " + (count - shown) + " more" : text.toString();
  }
}
