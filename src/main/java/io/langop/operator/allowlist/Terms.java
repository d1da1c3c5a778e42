package io.langop.operator.allowlist;

/** The entries for the same repositories and namespaces that can decide. */
final class Terms {

  private AllowlistEntry anyTag;
  private long anyTagEnd;
  private AllowlistEntry pinned;
  private long pinnedEnd;

  void add(AllowlistEntry entry) {
    long second = entry.options().endSecond();
    if (entry.options().digestRequired()) {
      if (pinned == null || second > pinnedEnd) {
        pinned = entry;
        pinnedEnd = second;
      }
    } else if (anyTag == null || second > anyTagEnd) {
      anyTag = entry;
      anyTagEnd = second;
    }
  }

  /** Whether one of them allows the image of a search, which is told what stands in the way. */
  boolean meet(Search search) {
    return anyTag != null && search.meet(anyTag, anyTagEnd, false)
        || pinned != null && search.meet(pinned, pinnedEnd, true);
  }
}
