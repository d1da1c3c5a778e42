package io.langop.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.langop.operator.api.condition.ConditionType;
import io.langop.operator.api.condition.Reason;
import io.langop.operator.api.condition.WorkloadReason;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Builds conditions as Kubernetes' API conventions want them: {@code lastTransitionTime} moves only
 * when {@code status} does.
 */
public final class Conditions {

  /** A condition's status, spelled as in the API. */
  public enum Status {
    True,
    False,
    Unknown
  }

  /** As in metav1.Condition, and in our CRDs. */
  private static final int MAX_REASON = 1_024;

  private static final int MAX_MESSAGE = 32_768;

  private final List<Condition> stored;
  private final long generation;
  private final Clock clock;

  /**
   * @param stored the conditions now in the status, {@code null} when there are none
   * @param generation the generation of the spec that the new conditions speak of
   */
  public Conditions(List<Condition> stored, long generation, Clock clock) {
    this.stored = stored == null ? List.of() : stored;
    this.generation = generation;
    this.clock = clock;
  }

  /** The condition of a type, if there is one. */
  public static Optional<Condition> find(List<Condition> conditions, ConditionType type) {
    return find(conditions, type.name());
  }

  /** The same for a type by its word. */
  public static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(condition -> type.equals(condition.getType())).findFirst();
  }

  /** A condition that succeeds the stored one of its type. */
  public Condition next(ConditionType type, Status status, Reason reason, String message) {
    return next(type, status, reason.name(), message);
  }

  /**
   * The same with the reason of somebody else's condition.
   *
   * @param reason of any length, or {@code null}
   */
  public Condition next(ConditionType type, Status status, String reason, String message) {
    String since =
        find(stored, type)
            .filter(condition -> status.name().equals(condition.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    return new ConditionBuilder()
        .withType(type.name())
        .withStatus(status.name())
        .withReason(
            reason == null ? WorkloadReason.Unknown.name() : StatusText.fit(reason, MAX_REASON))
        .withMessage(message == null ? "" : StatusText.fit(message, MAX_MESSAGE))
        .withObservedGeneration(generation)
        .withLastTransitionTime(since)
        .build();
  }
}
