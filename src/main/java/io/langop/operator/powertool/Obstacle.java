package io.langop.operator.powertool;

import io.langop.operator.catalog.Resolution;
import java.time.Duration;

/**
 * Why a PowerTool cannot start.
 *
 * @param reason one CamelCase word for the condition
 * @param message what is wrong and what to do
 * @param aboutTargets whether the pods are what is missing
 * @param forGood whether only a change of its spec helps
 */
record Obstacle(String reason, String message, boolean aboutTargets, boolean forGood) {

  static Obstacle unresolved(Resolution resolution) {
    return new Obstacle(resolution.reason(), resolution.message(), false, false);
  }

  static Obstacle tooLong(String asked, Duration max) {
    return new Obstacle(
        "DurationTooLong",
        "profiler.duration %s is longer than the administrator allows: %s"
            .formatted(asked, ProfilerDuration.text(max)),
        false,
        true);
  }

  /** The last attempt to reconcile it failed; it is tried again. */
  static Obstacle failed(Failure failure) {
    return new Obstacle(failure.reason(), failure.message(), false, false);
  }

  static Obstacle noPods() {
    return new Obstacle(
        "NoMatchingPods",
        "No running pod of this namespace matches targets.labelSelector; the run starts when one"
            + " does",
        true,
        false);
  }

  static Obstacle tooManyPods(int found, int max) {
    return new Obstacle(
        "TooManyPods",
        "%d running pods match targets.labelSelector, at most %d can be profiled by one PowerTool"
            .formatted(found, max),
        true,
        false);
  }
}
