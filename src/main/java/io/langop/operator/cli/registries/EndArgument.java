package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads when a new entry is to end. */
final class EndArgument {

  private static final Pattern FROM_NOW = Pattern.compile("([0-9]{1,5})([mhd])");

  /** Any entry shows whether the grammar of the list takes a value. */
  private static final String ANY_ENTRY = "x.io until=";

  private EndArgument() {}

  /**
   * The value of the option {@code until}.
   *
   * @param value a date or a time as the list has it, or a time from now such as {@code 2h}
   */
  static String option(String value, Instant now) {
    Matcher fromNow = FROM_NOW.matcher(value);
    if (fromNow.matches()) {
      long count = Long.parseLong(fromNow.group(1));
      return now.truncatedTo(ChronoUnit.SECONDS).plus(duration(count, fromNow.group(2))).toString();
    }
    boolean oneWord = value.chars().noneMatch(Character::isWhitespace);
    if (!oneWord || !(AllowlistEntry.parse(ANY_ENTRY + value) instanceof AllowlistEntry)) {
      throw Failure.usage(
          "--until: '%s' is not a date such as 2026-12-31, a time in UTC such as"
                  .formatted(Visible.value(value))
              + " 2026-12-31T18:00:00Z, or a time from now such as 90m, 2h or 3d.");
    }
    return value;
  }

  private static Duration duration(long count, String unit) {
    return switch (unit) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
