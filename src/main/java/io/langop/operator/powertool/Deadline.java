package io.langop.operator.powertool;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a profiler may take. It is told its duration and has to end by itself; the grace is for
 * its start and its end.
 *
 * @param duration what the profiler was told
 * @param grace how much longer it may take
 * @param startTimeout how long its node may take to pull the image
 */
record Deadline(Duration duration, Duration grace, Duration startTimeout) {

  private static final String PULLING = "ContainerCreating";

  /** When a target that is being profiled counts as failed. */
  Instant of(Target target) {
    Duration limit = duration.plus(grace);
    boolean pulling = !target.hasStarted() && PULLING.equals(target.reason());
    return target.start().plus(pulling && startTimeout.compareTo(limit) > 0 ? startTimeout : limit);
  }

  /** The target as it is now, failed if its time is over. */
  Target enforce(Target target, Instant now) {
    if (!target.isInjected() || now.isBefore(of(target))) {
      return target;
    }
    String what =
        target.hasStarted()
            ? "The profiler still runs"
            : "The profiler has not started (%s)".formatted(target.reason());
    return target.failed(
        "DeadlineExceeded",
        "%s, %s after its duration of %s; an ephemeral container cannot be removed from a pod"
            .formatted(what, ProfilerDuration.text(grace), ProfilerDuration.text(duration)),
        now);
  }
}
