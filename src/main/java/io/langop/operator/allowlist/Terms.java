package io.langop.operator.allowlist;

/** The entries for the same repositories and namespaces that can decide: those that end last. */
final class Terms {

  /** Null when there is none, as the other one. */
  private AllowlistEntry anyTag;

  private AllowlistEntry pinned;

  void add(AllowlistEntry entry) {
    if (entry.options().digestRequired()) {
      pinned = later(pinned, entry);
    } else {
      anyTag = later(anyTag, entry);
    }
  }

  private static AllowlistEntry later(AllowlistEntry known, AllowlistEntry entry) {
    return known == null || entry.options().endSecond() > known.options().endSecond()
        ? entry
        : known;
  }

  /** Whether one of them allows the image of a search, which is told what stands in the way. */
  boolean meet(Search search) {
    return anyTag != null && search.meetHere(anyTag, anyTag.options())
        || pinned != null && search.meetHere(pinned, pinned.options());
  }
}
