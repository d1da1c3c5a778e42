package io.langop.operator.powertool;

import io.fabric8.kubernetes.api.model.Condition;
import io.langop.operator.api.condition.RunCondition;
import io.langop.operator.api.condition.RunReason;
import io.langop.operator.api.toe.v1alpha1.Counts;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import io.langop.operator.status.Conditions;
import io.langop.operator.status.Conditions.Status;

/**
 * How far a run has come, in one word and as a condition.
 *
 * @param counts of the run's targets
 * @param suspended whether its author lets no further pod be profiled for now
 */
record Completion(Run run, Counts counts, boolean suspended) {

  private static final String SUSPENDED_RUN =
      "spec.suspend is true, so no further pod is profiled until it is false; profilers that run"
          + " end by themselves";

  Phase phase() {
    if (run.ended()) {
      return counts.getFailed() == 0 ? Phase.Completed : Phase.Failed;
    }
    if (counts.getRunning() > 0) {
      return Phase.Running;
    }
    if (suspended) {
      return Phase.Suspended;
    }
    if (counts.getPending() == 0) {
      return Phase.Conflicted;
    }
    return counts.getCompleted() + counts.getFailed() > 0 ? Phase.Running : Phase.Pending;
  }

  /** The condition {@code Complete}. */
  Condition condition(Conditions conditions) {
    if (!run.ended() && suspended) {
      return conditions.next(
          RunCondition.Complete, Status.False, RunReason.Suspended, SUSPENDED_RUN);
    }
    if (!run.ended()) {
      return conditions.next(
          RunCondition.Complete, Status.False, RunReason.InProgress, "The run is in progress");
    }
    return counts.getFailed() == 0
        ? conditions.next(
            RunCondition.Complete,
            Status.True,
            RunReason.Completed,
            "Targets completed: " + counts.getTotal())
        : conditions.next(RunCondition.Complete, Status.False, RunReason.TargetsFailed, failures());
  }

  private String failures() {
    String first =
        run.targets().stream()
            .filter(target -> target.state() == State.Failed)
            .findFirst()
            .map(target -> "; pod '%s': %s".formatted(target.pod(), target.message()))
            .orElse("");
    return "Targets failed: %d of %d%s".formatted(counts.getFailed(), counts.getTotal(), first);
  }
}
