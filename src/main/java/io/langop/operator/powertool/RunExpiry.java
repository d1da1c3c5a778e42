package io.langop.operator.powertool;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Deletes a finished run when its time is over; nothing else of it is ever touched again. */
final class RunExpiry {

  private final Clock clock;

  RunExpiry(Clock clock) {
    this.clock = clock;
  }

  /** Takes the step for a finished run. */
  UpdateControl<PowerTool> expire(PowerTool tool, Context<PowerTool> context) {
    UpdateControl<PowerTool> nothing = UpdateControl.noUpdate();
    Long ttl = tool.getSpec().getTtlSecondsAfterFinished();
    if (ttl == null) {
      return nothing;
    }
    Instant expiry = Instant.parse(tool.getStatus().getCompletionTime()).plusSeconds(ttl);
    Duration left = Duration.between(clock.instant(), expiry);
    if (!left.isNegative() && !left.isZero()) {
      return nothing.rescheduleAfter(left);
    }
    context.getClient().resource(tool).lockResourceVersion().delete();
    return nothing;
  }
}
