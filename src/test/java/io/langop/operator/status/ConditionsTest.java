package io.langop.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.status.Conditions.Status;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final String EARLIER = "2026-01-01T10:00:00Z";
  private static final String NOW = "2026-01-02T03:04:05Z";

  private final Clock clock =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);

  @Test
  void aFirstConditionBeginsNowInWholeSeconds() {
    // When
    Condition condition =
        new Conditions(null, 3, clock).next(WorkloadCondition.Ready, Status.True, "Done", "ok");

    // Then
    assertThat(condition.getType()).isEqualTo("Ready");
    assertThat(condition.getStatus()).isEqualTo("True");
    assertThat(condition.getReason()).isEqualTo("Done");
    assertThat(condition.getMessage()).isEqualTo("ok");
    assertThat(condition.getObservedGeneration()).isEqualTo(3);
    assertThat(condition.getLastTransitionTime()).isEqualTo(NOW);
  }

  @Test
  void aConditionOfTheSameStatusKeepsItsTimeWhateverElseChanges() {
    // Given
    List<Condition> stored = List.of(stored("Ready", "False"));

    // When
    Condition condition =
        new Conditions(stored, 7, clock)
            .next(WorkloadCondition.Ready, Status.False, "Other", "another message");

    // Then
    assertThat(condition.getLastTransitionTime()).isEqualTo(EARLIER);
    assertThat(condition.getReason()).isEqualTo("Other");
    assertThat(condition.getMessage()).isEqualTo("another message");
    assertThat(condition.getObservedGeneration()).isEqualTo(7);
  }

  /** They may be those of a Deployment, whose status others write. */
  @Test
  void wordsOfAnyLengthAndNoneFitTheSchema() {
    // Given
    Conditions conditions = new Conditions(null, 1, clock);

    // When
    Condition longest =
        conditions.next(
            WorkloadCondition.Ready, Status.False, "R".repeat(5_000), "m".repeat(1_000_000));
    Condition none = conditions.next(WorkloadCondition.Ready, Status.False, (String) null, null);

    // Then
    assertThat(longest.getReason()).hasSize(1_024);
    assertThat(longest.getMessage()).hasSize(32_768);
    assertThat(none.getReason()).isEqualTo("Unknown");
    assertThat(none.getMessage()).isEmpty();
  }

  @Test
  void aConditionOfAnotherStatusBeginsNow() {
    // Given
    List<Condition> stored = List.of(stored("Ready", "False"));

    // When
    Condition condition =
        new Conditions(stored, 1, clock).next(WorkloadCondition.Ready, Status.Unknown, "R", "m");

    // Then
    assertThat(condition.getLastTransitionTime()).isEqualTo(NOW);
  }

  @Test
  void aConditionOfAnotherTypeHasNoInfluence() {
    // Given
    List<Condition> stored = List.of(stored("ImageValidated", "True"));

    // When
    Condition condition =
        new Conditions(stored, 1, clock).next(WorkloadCondition.Ready, Status.True, "R", "m");

    // Then
    assertThat(condition.getLastTransitionTime()).isEqualTo(NOW);
  }

  @Test
  void aStoredConditionIsNotChanged() {
    // Given
    Condition stored = stored("Ready", "False");

    // When
    new Conditions(List.of(stored), 1, clock).next(WorkloadCondition.Ready, Status.True, "R", "m");

    // Then
    assertThat(stored).isEqualTo(stored("Ready", "False"));
  }

  @Test
  void aConditionIsFoundByItsType() {
    // Given
    List<Condition> conditions = List.of(stored("A", "True"), stored("B", "False"));

    // Then
    assertThat(Conditions.find(conditions, "B")).contains(conditions.get(1));
    assertThat(Conditions.find(conditions, "C")).isEmpty();
    assertThat(Conditions.find(null, "A")).isEmpty();
  }

  private static Condition stored(String type, String status) {
    Condition condition = new Condition();
    condition.setType(type);
    condition.setStatus(status);
    condition.setReason("Reason");
    condition.setMessage("message");
    condition.setLastTransitionTime(EARLIER);
    return condition;
  }
}
