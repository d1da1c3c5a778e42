package io.langop.operator.api.condition;

import java.util.Optional;
import java.util.stream.Stream;

/** Why a condition has its status, or what an event tells, in one CamelCase word. */
public sealed interface Reason permits WorkloadReason, RunReason, TargetReason, EventReason {

  /** The word as it stands in the API. */
  String name();

  /**
   * The constant that a word names.
   *
   * @param word as it was read
   * @return empty for a word of others, such as another version of the operator
   */
  static <R extends Reason> Optional<R> named(String word, R[] reasons) {
    return Stream.of(reasons).filter(reason -> reason.name().equals(word)).findFirst();
  }
}
