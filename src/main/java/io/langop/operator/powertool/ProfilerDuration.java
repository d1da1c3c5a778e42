package io.langop.operator.powertool;

import io.langop.operator.api.RunDuration;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import java.time.Duration;
import java.util.Optional;

/** Reads durations as the schema admits them, for example {@code 1m30s}. */
final class ProfilerDuration {

  private ProfilerDuration() {}

  /**
   * How long the profiler of a PowerTool runs; what the schema did not check counts as too long.
   */
  static Duration of(PowerToolSpec spec) {
    return parse(EphemeralContainers.duration(spec)).orElse(Duration.ofDays(365_000));
  }

  /**
   * The same in seconds, for profilers that take a number: rounded up, since a duration of 0 means
   * "for ever" to many.
   */
  static long wholeSeconds(PowerToolSpec spec) {
    return of(spec).plusNanos(999_999_999).getSeconds();
  }

  /** See {@link RunDuration#parse}. */
  static Optional<Duration> parse(String text) {
    return RunDuration.parse(text);
  }

  /** See {@link RunDuration#text}. */
  static String text(Duration duration) {
    return RunDuration.text(duration);
  }
}
