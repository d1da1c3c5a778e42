package io.langop.operator.allowlist;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The entries of a list that end, by their ends. Every answer costs a binary search. */
final class EntryEnds {

  private final List<AllowlistEntry> entries;
  private final long[] seconds;

  private EntryEnds(List<AllowlistEntry> entries) {
    this.entries = entries;
    this.seconds = entries.stream().mapToLong(EntryEnds::second).toArray();
  }

  static EntryEnds of(List<AllowlistEntry> entries) {
    return new EntryEnds(
        entries.stream()
            .filter(entry -> entry.options().end() != null)
            .sorted(Comparator.comparingLong(EntryEnds::second))
            .toList());
  }

  private static long second(AllowlistEntry entry) {
    return entry.options().end().second();
  }

  boolean isEmpty() {
    return seconds.length == 0;
  }

  /** How many have ended at a moment, in seconds since 1970. */
  int endedAt(long second) {
    int from = 0;
    int to = seconds.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (seconds[middle] <= second) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  Optional<Instant> next(long second) {
    int ended = endedAt(second);
    return ended < seconds.length
        ? Optional.of(Instant.ofEpochSecond(seconds[ended]))
        : Optional.empty();
  }

  List<AllowlistEntry> ended(long second) {
    return entries.subList(0, endedAt(second));
  }

  /** Those that have ended at one of two moments only. */
  List<AllowlistEntry> between(long one, long other) {
    return entries.subList(endedAt(Math.min(one, other)), endedAt(Math.max(one, other)));
  }
}
