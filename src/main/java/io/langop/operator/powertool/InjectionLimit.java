package io.langop.operator.powertool;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import java.util.Objects;
import java.util.Optional;

/**
 * How many pods of a run may be profiled at the same time, as its author wants it at this moment. A
 * pass over many pods takes seconds, so it asks before each injection: a run that is deleted or
 * suspended meanwhile gets no further pod.
 */
final class InjectionLimit {

  private InjectionLimit() {}

  static boolean isSuspended(PowerToolSpec spec) {
    return Boolean.TRUE.equals(spec.getSuspend());
  }

  /** The limit now, by what the watch has told. */
  static int now(PowerTool tool, Context<PowerTool> context) {
    return of(tool, context.getPrimaryCache().get(ResourceID.fromResource(tool)));
  }

  /**
   * @param live the PowerTool of that name as it is now, if there is one
   */
  static int of(PowerTool tool, Optional<PowerTool> live) {
    return live.filter(now -> now.getMetadata().getUid().equals(tool.getMetadata().getUid()))
        .filter(now -> now.getMetadata().getDeletionTimestamp() == null)
        .map(PowerTool::getSpec)
        .filter(spec -> !isSuspended(spec))
        .map(spec -> Objects.requireNonNullElse(spec.getMaxConcurrent(), Integer.MAX_VALUE))
        .orElse(0);
  }
}
