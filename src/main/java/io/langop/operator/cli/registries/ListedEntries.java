package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.InvalidPattern;
import io.langop.operator.allowlist.ListLine;
import io.langop.operator.allowlist.ParsedEntry;
import io.langop.operator.cli.allowlist.CurrentList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what there is to know about each line of a list. */
final class ListedEntries {

  private static final Duration SOON = Duration.ofDays(1);

  private final EntryUses uses;
  private final Instant now;

  /** By pattern and options, which are equal however they are written. */
  private final Map<List<Object>, Integer> lines = new HashMap<>();

  /**
   * @param uses {@code null} if they are not known
   */
  private ListedEntries(EntryUses uses, Instant now) {
    this.uses = uses;
    this.now = now;
  }

  /**
   * The entries of a list in its order.
   *
   * @param images empty if they may not be listed
   * @param now the moment that the list is read for
   */
  static List<ListedEntry> of(
      CurrentList.Loaded list, Optional<List<UsedImage>> images, Instant now) {
    EntryUses uses = images.map(known -> EntryUses.of(list, known)).orElse(null);
    ListedEntries entries = new ListedEntries(uses, now);
    return ListLines.of(list.text()).lines().stream()
        .filter(line -> !line.entry().isEmpty())
        .map(entries::of)
        .toList();
  }

  private ListedEntry of(ListLine line) {
    ParsedEntry parsed = line.parsed();
    if (parsed instanceof InvalidPattern invalid) {
      return new ListedEntry(
          line.number(), line.entry(), null, false, null, invalid.reason(), null);
    }
    AllowlistEntry entry = (AllowlistEntry) parsed;
    boolean ended = entry.options().end() != null && !entry.options().end().instant().isAfter(now);
    Integer same = lines.putIfAbsent(List.of(entry.pattern(), entry.options()), line.number());
    return same != null
        ? listed(line, entry, ended, null, List.of("the same as line " + same))
        : listed(
            line, entry, ended, uses == null ? null : uses.allowed(entry), remarks(entry, ended));
  }

  private static ListedEntry listed(
      ListLine line, AllowlistEntry entry, boolean ended, Long uses, List<String> remarks) {
    String warning = remarks.isEmpty() ? null : String.join("; ", remarks);
    return new ListedEntry(line.number(), line.entry(), entry, ended, uses, null, warning);
  }

  private List<String> remarks(AllowlistEntry entry, boolean ended) {
    List<String> remarks = new ArrayList<>();
    if (!ended) {
      endsSoon(entry).ifPresent(remarks::add);
    }
    if (uses != null) {
      remarks.addAll(uses.refused(entry));
    }
    String broad = BroadEntries.warning(entry.pattern());
    if (broad != null && !ended) {
      remarks.add(broad);
    }
    return remarks;
  }

  private Optional<String> endsSoon(AllowlistEntry entry) {
    if (entry.options().end() == null) {
      return Optional.empty();
    }
    Duration left = Duration.between(now, entry.options().end().instant());
    return left.compareTo(SOON) > 0 ? Optional.empty() : Optional.of("ends in " + shown(left));
  }

  private static String shown(Duration left) {
    if (left.toMinutes() < 1) {
      return "less than a minute";
    }
    return left.toHours() < 2 ? left.toMinutes() + " minutes" : left.toHours() + " hours";
  }
}
