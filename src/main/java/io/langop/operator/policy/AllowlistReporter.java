package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.InvalidEntry;
import io.langop.operator.api.condition.EventReason;
import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.event.EventPublisher;
import io.langop.operator.event.EventPublisher.Type;
import io.langop.operator.metrics.PolicyMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Tells administrators of every load of the allowlist: log, events on the ConfigMap, metrics. */
@ApplicationScoped
class AllowlistReporter {

  private static final Logger LOG = Logger.getLogger(AllowlistReporter.class);

  /** For one log line; a list of a megabyte would make one of a megabyte. */
  private static final Room IN_LOG = new Room(200, 20_000);

  /** For each part of an event, whose message the API server limits to 1024 characters. */
  private static final Room IN_EVENT = new Room(10, 400);

  /** Bad entries that get an event and a log line of their own. */
  private static final int REPORTED_INVALID_ENTRIES = 10;

  private final EventPublisher events;
  private final PolicyMetrics metrics;
  private final Counter changes;

  AllowlistReporter(EventPublisher events, MeterRegistry registry) {
    this.events = events;
    this.metrics = new PolicyMetrics(registry, "allowlist");
    this.changes =
        Counter.builder("language_operator_allowlist_changes")
            .description("Edits that changed the entries of the allowlist since the start")
            .register(registry);
  }

  /**
   * @param configMap what was read, {@code null} when there is none
   */
  void loaded(
      AllowlistSnapshot before,
      AllowlistSnapshot after,
      ConfigMap configMap,
      List<Affected> affected) {
    if (after instanceof AllowlistSnapshot.Loaded loaded) {
      LOG.infof("Loaded allowed registries: [%s]", shown(loaded.entries(), IN_LOG, " "));
      List<InvalidEntry> invalid = loaded.allowlist().invalidEntries();
      metrics.loaded(loaded.entries().size(), invalid.size());
      reportInvalidEntries(configMap, invalid, invalidEntries(before));
      reportEnded(configMap, minus(ended(after), ended(before)), "");
    } else if (after instanceof AllowlistSnapshot.Unavailable unavailable) {
      LOG.warn(unavailable.message());
      metrics.unavailable();
      events.publish(
          configMap, Type.Warning, WorkloadReason.AllowlistUnavailable, unavailable.message());
    }
    boolean changed =
        before.getClass() != after.getClass() || !before.listed().equals(after.listed());
    if (before.revision() > 0 && changed) {
      changes.increment();
      events.publish(
          configMap,
          Type.Normal,
          EventReason.AllowlistChanged,
          changeMessage(before, after, affected),
          "");
    }
  }

  /** Entries have ended, and nobody has edited anything. */
  void ended(
      AllowlistSnapshot before,
      AllowlistSnapshot after,
      ConfigMap configMap,
      List<Affected> affected) {
    metrics.entries(after.entries().size());
    reportEnded(configMap, minus(ended(after), ended(before)), "; " + counted(affected));
    // A clock that was put back lets entries hold that had ended.
    Collection<AllowlistEntry> again = minus(ended(before), ended(after));
    if (!again.isEmpty()) {
      LOG.warnf(
          "By the clock these entries of the allowlist have not ended yet, and hold again: [%s]",
          shown(again, IN_LOG, " "));
    }
  }

  private void reportEnded(ConfigMap configMap, Collection<AllowlistEntry> ended, String effect) {
    if (ended.isEmpty()) {
      return;
    }
    LOG.infof(
        "Ended entries of the allowlist, which allow nothing any more: [%s]",
        shown(ended, IN_LOG, " "));
    String what = "ended: " + shown(ended, IN_EVENT, ", ");
    events.publish(configMap, Type.Normal, EventReason.AllowlistEntryEnded, what + effect, what);
  }

  private static List<AllowlistEntry> ended(AllowlistSnapshot snapshot) {
    return snapshot instanceof AllowlistSnapshot.Loaded loaded
        ? loaded.allowlist().ended()
        : List.of();
  }

  private void reportInvalidEntries(
      ConfigMap configMap, List<InvalidEntry> invalid, Collection<InvalidEntry> alreadyReported) {
    List<InvalidEntry> fresh =
        invalid.stream().filter(entry -> !alreadyReported.contains(entry)).toList();
    fresh.stream()
        .limit(REPORTED_INVALID_ENTRIES)
        .map(
            entry ->
                "Line %d, '%s', is ignored: %s"
                    .formatted(entry.line(), entry.text(), entry.reason()))
        .forEach(message -> reportInvalid(configMap, message));
    if (fresh.size() > REPORTED_INVALID_ENTRIES) {
      reportInvalid(
          configMap,
          "%d further lines are ignored".formatted(fresh.size() - REPORTED_INVALID_ENTRIES));
    }
  }

  private void reportInvalid(ConfigMap configMap, String message) {
    LOG.warnf("Invalid entry in the allowlist. %s", message);
    events.publish(configMap, Type.Warning, EventReason.InvalidAllowlistEntry, message);
  }

  private static Collection<InvalidEntry> invalidEntries(AllowlistSnapshot snapshot) {
    return snapshot instanceof AllowlistSnapshot.Loaded loaded
        ? Set.copyOf(loaded.allowlist().invalidEntries())
        : Set.of();
  }

  /** The numbers come last, so what is before them has to be short enough for an event. */
  static String changeMessage(
      AllowlistSnapshot before, AllowlistSnapshot after, List<Affected> affected) {
    List<String> parts = new ArrayList<>();
    addPart(parts, "added", minus(after.listed(), before.listed()));
    addPart(parts, "removed", minus(before.listed(), after.listed()));
    if (parts.isEmpty()) {
      parts.add("no entry added or removed, another order");
    }
    return String.join("; ", parts) + "; " + counted(affected);
  }

  private static String counted(List<Affected> affected) {
    return "%d resources blocked, %d unblocked"
        .formatted(
            affected.stream().mapToInt(Affected::blocked).sum(),
            affected.stream().mapToInt(Affected::unblocked).sum());
  }

  private static void addPart(List<String> parts, String what, Collection<AllowlistEntry> entries) {
    if (!entries.isEmpty()) {
      parts.add(what + ": " + shown(entries, IN_EVENT, ", "));
    }
  }

  private static Collection<AllowlistEntry> minus(
      List<AllowlistEntry> entries, List<AllowlistEntry> others) {
    Set<AllowlistEntry> rest = new LinkedHashSet<>(entries);
    others.forEach(rest::remove);
    return rest;
  }

  /** At least one entry, and as many as fit into both limits. */
  private static String shown(Collection<AllowlistEntry> entries, Room room, String separator) {
    StringBuilder text = new StringBuilder();
    int shown = 0;
    for (AllowlistEntry entry : entries) {
      String one = entry.toString();
      if (shown > 0 && (shown == room.entries() || text.length() + one.length() > room.length())) {
        break;
      }
      text.append(shown == 0 ? "" : separator).append(one);
      shown++;
    }
    int more = entries.size() - shown;
    return more > 0 ? text + " and " + more + " more" : text.toString();
  }

  /** How many entries are shown at the most, and with how many characters. */
  private record Room(int entries, int length) {}
}
