package io.langop.operator.policy;

import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.allowlist.RegistryPattern;
import io.langop.operator.allowlist.Verdict;
import java.util.List;

/** What the operator knows of the allowlist at one moment. Immutable. */
public sealed interface AllowlistSnapshot {

  /**
   * The position of this snapshot in the order of all that this process has seen. A verdict made
   * under a revision never needs an earlier one.
   */
  long revision();

  /** Decides about an image. Never throws; without a list the verdict is {@code Unavailable}. */
  Verdict decide(String image);

  /** The entries in force, in the order of the file. */
  List<RegistryPattern> entries();

  /** A list was read; it may be empty. */
  record Loaded(long revision, RegistryAllowlist allowlist) implements AllowlistSnapshot {

    @Override
    public Verdict decide(String image) {
      return allowlist.decide(image);
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
    public List<RegistryPattern> entries() {
      return List.of();
    }
  }
}
