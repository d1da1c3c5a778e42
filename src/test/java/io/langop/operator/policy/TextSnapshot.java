package io.langop.operator.policy;

/**
 * A snapshot for tests.
 *
 * @param text what was read, {@code null} when nothing is allowed
 * @param why why nothing is allowed
 */
record TextSnapshot(long revision, String text, String why) implements PolicySnapshot<String> {

  @Override
  public String decide(String asked, String namespace) {
    return text == null ? "unavailable" : Boolean.toString(text.contains(asked));
  }

  @Override
  public String place(String asked) {
    return asked;
  }

  @Override
  public EditScope until(PolicySnapshot<String> later) {
    return EditScope.EVERYTHING;
  }
}
