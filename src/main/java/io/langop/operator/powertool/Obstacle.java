package io.langop.operator.powertool;

import io.langop.operator.api.condition.RunReason;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.api.toe.v1alpha1.Profiler;
import io.langop.operator.catalog.Resolution;
import io.langop.operator.image.VisibleText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a PowerTool cannot start.
 *
 * @param reason of the condition
 * @param message what is wrong and what to do
 * @param aboutTargets whether the pods are what is missing
 * @param forGood whether only a change of its spec helps
 */
record Obstacle(RunReason reason, String message, boolean aboutTargets, boolean forGood) {

  static Obstacle unresolved(Resolution resolution) {
    return new Obstacle(resolution.reason(), resolution.message(), false, false);
  }

  static Obstacle tooLong(String asked, Duration max) {
    return tooLong("", asked, max, true);
  }

  /**
   * The settings of the tool say less than the operator's own bound, and may be edited any time.
   */
  static Obstacle tooLongFor(String tool, String asked, Duration max) {
    return tooLong(" for tool '%s'".formatted(VisibleText.of(tool)), asked, max, false);
  }

  private static Obstacle tooLong(String what, String asked, Duration max, boolean forGood) {
    return new Obstacle(
        RunReason.DurationTooLong,
        "profiler.duration %s is longer than the administrator allows%s: %s"
            .formatted(asked, what, ProfilerDuration.text(max)),
        false,
        forGood);
  }

  /**
   * A pod with more could not be stored. The schema bounds those of the spec alone, and did not
   * always.
   *
   * @param set what administrators set for the tool, which comes before those of the spec
   */
  static Optional<Obstacle> ofArgs(PowerToolSpec spec, List<String> set) {
    int own = bytes(Objects.requireNonNullElse(spec.getProfiler().getArgs(), List.of()));
    int all = own + bytes(set);
    return all <= Profiler.MAX_ARGS
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                RunReason.ArgumentsTooLong,
                "profiler.args%s have %d bytes together, at most %d are possible"
                    .formatted(
                        set.isEmpty() ? "" : " and those of the tool's settings",
                        all,
                        Profiler.MAX_ARGS),
                false,
                own > Profiler.MAX_ARGS));
  }

  private static int bytes(List<String> args) {
    return args.stream().mapToInt(arg -> arg.getBytes(StandardCharsets.UTF_8).length).sum();
  }

  /** Its author has suspended it; the next edit resumes it. */
  static Obstacle suspended() {
    return new Obstacle(
        RunReason.Suspended,
        "spec.suspend is true, so no pod is profiled until it is false",
        false,
        false);
  }

  /** The phase of a PowerTool that cannot start for this. */
  Phase phase() {
    return forGood ? Phase.Failed : reason == RunReason.Suspended ? Phase.Suspended : Phase.Pending;
  }

  /** The last attempt to reconcile it failed; it is tried again. */
  static Obstacle failed(Failure failure) {
    return new Obstacle(failure.reason(), failure.message(), false, false);
  }

  static Obstacle noPods() {
    return new Obstacle(
        RunReason.NoMatchingPods,
        "No running pod of this namespace matches targets.labelSelector; the run starts when one"
            + " does",
        true,
        false);
  }

  static Obstacle tooManyPods(int found, int max) {
    return new Obstacle(
        RunReason.TooManyPods,
        "%d running pods match targets.labelSelector, at most %d can be profiled by one PowerTool"
            .formatted(found, max),
        true,
        false);
  }
}
