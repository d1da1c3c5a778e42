package io.langop.operator.policy;

/** Somebody whose resources depend on the allowlist. */
public interface AllowlistSubscriber {

  /** The resources whose verdict or message differs between two snapshots. Wakes nobody yet. */
  Affected affected(AllowlistSnapshot before, AllowlistSnapshot after);
}
