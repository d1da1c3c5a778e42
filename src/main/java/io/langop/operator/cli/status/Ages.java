package io.langop.operator.cli.status;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Points in time, as kubectl shows them. */
public final class Ages {

  private static final long MANY_SECONDS = 120;
  private static final long MANY_MINUTES = 120;
  private static final long MANY_HOURS = 48;

  private Ages() {}

  /** How long ago, such as {@code 5m}; {@code -} if that is unknown. */
  public static String of(String time, Instant now) {
    try {
      return of(Duration.between(Instant.parse(time), now));
    } catch (DateTimeException e) {
      return "-";
    }
  }

  private static String of(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < MANY_SECONDS) {
      return seconds + "s";
    }
    if (age.toMinutes() < MANY_MINUTES) {
      return age.toMinutes() + "m";
    }
    return age.toHours() < MANY_HOURS ? age.toHours() + "h" : age.toDays() + "d";
  }

  /** A line such as {@code Since: 2026-01-01T00:00:00Z (5m ago)}. */
  public static String since(String time, Instant now) {
    return "Since: %s (%s ago)".formatted(time, of(time, now));
  }
}
