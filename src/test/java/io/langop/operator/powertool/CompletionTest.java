package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.langop.operator.api.condition.TargetReason;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.status.Conditions;
import io.langop.operator.support.SettableClock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static Completion of(Target... targets) {
    return of(false, targets);
  }

  private static Completion of(boolean suspended, Target... targets) {
    Run run = Run.starting(List.of(targets));
    return new Completion(run, run.counts(), suspended);
  }

  private static Condition condition(Completion completion) {
    return completion.condition(new Conditions(null, 1L, new SettableClock(NOW)));
  }

  @Test
  void aRunThatHasNotInjectedIsPendingAndWithoutAPodOfItsOwnConflicted() {
    assertThat(of(target("a")).phase()).isEqualTo(Phase.Pending);
    assertThat(of(target("a").conflicted("other")).phase()).isEqualTo(Phase.Conflicted);
  }

  @Test
  void aRunIsRunningBetweenItsFirstProfilerAndItsLast() {
    assertThat(of(target("a"), target("b").injected(NOW).started(NOW)).phase())
        .isEqualTo(Phase.Running);
    assertThat(of(target("a"), target("b").completed(NOW, NOW)).phase()).isEqualTo(Phase.Running);
  }

  @Test
  void aSuspendedRunIsSuspendedUnlessAProfilerStillRuns() {
    assertThat(of(true, target("a")).phase()).isEqualTo(Phase.Suspended);
    assertThat(of(true, target("a"), target("b").injected(NOW).started(NOW)).phase())
        .isEqualTo(Phase.Running);
    assertThat(condition(of(true, target("a"))).getReason()).isEqualTo("Suspended");
  }

  @Test
  void aRunWhoseTargetsAllCompletedIsComplete() {
    // Given
    Completion completion = of(target("a").completed(NOW, NOW));

    // When
    Condition complete = condition(completion);

    // Then
    assertThat(completion.phase()).isEqualTo(Phase.Completed);
    assertThat(complete.getStatus()).isEqualTo("True");
    assertThat(complete.getMessage()).isEqualTo("Targets completed: 1");
  }

  @Test
  void aRunWithAFailureNamesTheFirst() {
    // Given
    Completion completion =
        of(
            target("a").completed(NOW, NOW),
            target("b").failed(TargetReason.PodGone, "it is gone", NOW));

    // When
    Condition complete = condition(completion);

    // Then
    assertThat(completion.phase()).isEqualTo(Phase.Failed);
    assertThat(complete.getReason()).isEqualTo("TargetsFailed");
    assertThat(complete.getMessage()).isEqualTo("Targets failed: 1 of 2; pod 'b': it is gone");
  }

  private static Target target(String pod) {
    return Target.pending(pod, pod + "-uid", "app");
  }
}
