package io.langop.operator.policy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the operator knows of one ConfigMap at one moment. Immutable.
 *
 * @param <D> what it decides; two decisions are equal when a user would read the same
 */
public interface PolicySnapshot<D> {

  /**
   * The position of this snapshot in the order of all that this process has seen; 0 before the
   * first read. A decision made under a revision never needs an earlier one.
   */
  long revision();

  /**
   * What was read, or why nothing could be. Two snapshots of one class with equal contents decide
   * alike.
   */
  Object content();

  /** Decides about what a resource of a namespace asks for. Never throws. */
  D decide(String asked, String namespace);

  /**
   * Decides about all that a resource of a namespace asks for.
   *
   * @param asked at least one; only one where nobody asks for more
   */
  default D decide(List<String> asked, String namespace) {
    return decide(asked.get(0), namespace);
  }

  /**
   * Where something that is asked for stands in the order in which it is found when an edit is
   * about it. The same under every snapshot of the ConfigMap.
   */
  String place(String asked);

  /** What can be decided otherwise by a later snapshot of the same ConfigMap. */
  EditScope until(PolicySnapshot<D> later);

  /** When it stops being right although nobody edits anything; empty for never. */
  default Optional<Instant> nextEnd() {
    return Optional.empty();
  }

  /** Whether it is right at the moment that a clock tells. */
  default boolean holdsAt(Clock clock) {
    return true;
  }
}
