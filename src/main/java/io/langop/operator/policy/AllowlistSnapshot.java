package io.langop.operator.policy;

import io.langop.operator.allowlist.AllowlistDifference;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.allowlist.RegistryPattern;
import io.langop.operator.allowlist.Verdict;
import java.util.List;

/** What the operator knows of the allowlist at one moment. Immutable. */
public sealed interface AllowlistSnapshot extends PolicySnapshot<Verdict> {

  /** The entries in force, in the order of the file. */
  List<RegistryPattern> entries();

  @Override
  default String place(String image) {
    return RegistryAllowlist.place(image);
  }

  /**
   * A list was read; it may be empty.
   *
   * @param text what was read
   */
  record Loaded(long revision, String text, RegistryAllowlist allowlist)
      implements AllowlistSnapshot {

    @Override
    public Verdict decide(String image) {
      return allowlist.decide(image);
    }

    @Override
    public EditScope until(PolicySnapshot<Verdict> later) {
      if (!(later instanceof Loaded loaded)) {
        return EditScope.EVERYTHING;
      }
      AllowlistDifference difference = allowlist.until(loaded.allowlist());
      return new EditScope(false, difference.refusals(), difference.places(), difference.below());
    }

    @Override
    public List<RegistryPattern> entries() {
      return allowlist.entries();
    }
  }

  /** There is no list, so nothing can be allowed. */
  record Unavailable(long revision, String message) implements AllowlistSnapshot {

    @Override
    public Verdict decide(String image) {
      return new Verdict.Unavailable(message);
    }

    @Override
    public EditScope until(PolicySnapshot<Verdict> later) {
      return EditScope.EVERYTHING;
    }

    @Override
    public List<RegistryPattern> entries() {
      return List.of();
    }
  }
}
