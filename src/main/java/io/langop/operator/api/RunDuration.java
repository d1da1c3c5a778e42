package io.langop.operator.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations of runs as people write them, for example {@code 1m30s}. */
public final class RunDuration {

  /**
   * What Go's time.ParseDuration accepts, if units come in order; numbers too small to overflow.
   */
  public static final String SYNTAX =
      "^([0-9]{1,5}([.][0-9]{1,9})?h)?([0-9]{1,7}([.][0-9]{1,9})?m)?([0-9]{1,9}([.][0-9]{1,9})?s)?"
          + "([0-9]{1,9}([.][0-9]{1,9})?ms)?([0-9]{1,9}([.][0-9]{1,9})?us)?"
          + "([0-9]{1,9}([.][0-9]{1,9})?ns)?$";

  private static final Pattern PATTERN = Pattern.compile(SYNTAX);

  private record Unit(int group, long nanos) {}

  /** Each unit's number is one group of the pattern, its fraction another one inside. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit(1, 3_600_000_000_000L),
          new Unit(3, 60_000_000_000L),
          new Unit(5, 1_000_000_000L),
          new Unit(7, 1_000_000L),
          new Unit(9, 1_000L),
          new Unit(11, 1L));

  private RunDuration() {}

  /** Empty when the text is no duration, or not a positive one. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
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

  /** A duration for a person, in the same syntax: {@code 1h}, {@code 1m30s}. */
  public static String text(Duration duration) {
    String text = duration.toString();
    return text.substring(text.indexOf('T') + 1).toLowerCase(Locale.ROOT);
  }
}
