package io.langop.operator.policy;

import java.util.Arrays;
import java.util.List;

/**
 * A snapshot for tests.
 *
 * @param text what was read, {@code null} when nothing is allowed
 * @param why why nothing is allowed
 */
record TextSnapshot(long revision, String text, String why) implements PolicySnapshot<String> {

  @Override
  public List<String> content() {
    return Arrays.asList(text, why);
  }

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
