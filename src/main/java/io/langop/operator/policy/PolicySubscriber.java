package io.langop.operator.policy;

/**
 * Somebody whose resources depend on a watched ConfigMap.
 *
 * @param <S> the snapshots of that ConfigMap
 */
public interface PolicySubscriber<S> {

  /** The resources whose decision differs between two snapshots. Wakes nobody yet. */
  Affected affected(S before, S after);
}
