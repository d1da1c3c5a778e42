package io.langop.operator.powertool;

import io.langop.operator.api.condition.TargetReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * How long a profiler may take. It is told its duration and has to end by itself; the grace is for
 * its start and its end.
 *
 * @param duration what the profiler was told
 * @param grace how much longer it may take
 * @param startTimeout how long its node may take to pull the image
 */
record Deadline(Duration duration, Duration grace, Duration startTimeout) {

  /** What a kubelet says until the image is there; the latter in pods that have init containers. */
  private static final Set<String> PULLING = Set.of("ContainerCreating", "PodInitializing");

  /** When a target that is being profiled counts as failed. */
  Instant of(Target target) {
    return target.start().plus(limit(target));
  }

  private Duration limit(Target target) {
    Duration limit = duration.plus(grace);
    boolean pulling = !target.hasStarted() && PULLING.contains(target.reason());
    return pulling && startTimeout.compareTo(limit) > 0 ? startTimeout : limit;
  }

  /** The target as it is now, failed if its time is over. */
  Target enforce(Target target, Instant now) {
    if (!target.isInjected() || now.isBefore(of(target))) {
      return target;
    }
    String what =
        target.hasStarted()
            ? "The profiler still runs, %s after its duration of %s"
                .formatted(ProfilerDuration.text(grace), ProfilerDuration.text(duration))
            : "The profiler has not started after %s (%s)"
                .formatted(ProfilerDuration.text(limit(target)), cause(target));
    return target.failed(
        TargetReason.DeadlineExceeded,
        what + "; an ephemeral container cannot be removed from a pod",
        now);
  }

  private static String cause(Target target) {
    return target.message() == null ? target.reason() : target.reason() + ": " + target.message();
  }
}
