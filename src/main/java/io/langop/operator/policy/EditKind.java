package io.langop.operator.policy;

/** What an edit did to one key. The names are the values of the label of a metric. */
enum EditKind {
  added,
  changed,
  removed;

  /**
   * @param before {@code null} when it had none
   * @param after {@code null} when it has none
   */
  static EditKind of(Object before, Object after) {
    if (before == null) {
      return added;
    }
    return after == null ? removed : changed;
  }
}
