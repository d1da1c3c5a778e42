package io.langop.operator.powertool;

import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.api.toe.v1alpha1.Profiler;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as the schema admits them, for example {@code 1m30s}. */
final class ProfilerDuration {

  private record Unit(int group, long nanos) {}

  private static final Pattern SYNTAX = Pattern.compile(Profiler.DURATION);

  /** Each unit's number is one group of the pattern, its fraction another one inside. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit(1, 3_600_000_000_000L),
          new Unit(3, 60_000_000_000L),
          new Unit(5, 1_000_000_000L),
          new Unit(7, 1_000_000L),
          new Unit(9, 1_000L),
          new Unit(11, 1L));

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

  /** Empty when the text is no duration, or not a positive one. */
  static Optional<Duration> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal nanos = BigDecimal.ZERO;
    for (Unit unit : UNITS) {
      String part = matcher.group(unit.group());
      if (part != null) {
        String number = part.replaceAll("[a-z]", "");
        nanos = nanos.add(new BigDecimal(number).multiply(BigDecimal.valueOf(unit.nanos())));
      }
    }
    Duration duration = Duration.ofNanos(nanos.longValue());
    return duration.isZero() ? Optional.empty() : Optional.of(duration);
  }

  /** A duration for a person, in the syntax of the field: {@code 1h}, {@code 1m30s}. */
  static String text(Duration duration) {
    String text = duration.toString();
    return text.substring(text.indexOf('T') + 1).toLowerCase(Locale.ROOT);
  }
}
