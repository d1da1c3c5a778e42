package io.langop.operator.allowlist;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When an entry ends. Two are equal when they are the same moment.
 *
 * @param text as written
 * @param second the first one in which it has ended, counted from 1970
 */
public record EntryEnd(String text, long second) {

  private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final Pattern DAY = Pattern.compile(DATE);
  private static final Pattern TIME = Pattern.compile(DATE + "T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");

  /** Empty when the text is neither a date nor a time in UTC. */
  static Optional<EntryEnd> parse(String text) {
    try {
      if (DAY.matcher(text).matches()) { // its last second still counts
        LocalDate next = LocalDate.parse(text).plusDays(1);
        return Optional.of(new EntryEnd(text, next.atStartOfDay().toEpochSecond(ZoneOffset.UTC)));
      }
      if (TIME.matcher(text).matches()) {
        LocalDateTime time = LocalDateTime.parse(text.substring(0, text.length() - 1));
        return Optional.of(new EntryEnd(text, time.toEpochSecond(ZoneOffset.UTC)));
      }
    } catch (DateTimeException e) {
      return Optional.empty(); // such as February 30
    }
    return Optional.empty();
  }

  /** The first moment in which the entry has ended. */
  public Instant instant() {
    return Instant.ofEpochSecond(second);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EntryEnd that && second == that.second;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(second);
  }

  /** As written. */
  @Override
  public String toString() {
    return text;
  }
}
