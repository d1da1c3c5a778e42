package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.ListLine;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.cluster.RunningPods;
import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.edit.Proposal;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds and removes lines of the list, and leaves the others as they are.
 *
 * @param images {@code null} where they may not be listed
 * @param pods {@code null} where they may not be listed
 * @param now the moment that effects are told for
 */
record ListEdit(ConfigMapPlace place, List<UsedImage> images, RunningPods pods, Instant now) {

  /**
   * @param comment for the new lines; empty for none
   */
  Proposal add(StoredMap stored, List<AllowlistEntry> entries, String comment) {
    String text = stored.data().getOrDefault(place.key(), "");
    List<String> notes = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    List<AllowlistEntry> added = new ArrayList<>();
    String changed = text;
    for (AllowlistEntry entry : entries) {
      ListLines present = ListLines.of(changed);
      var same =
          present.lines().stream()
              .filter(
                  line ->
                      line.parsed() instanceof AllowlistEntry other
                          && SamePattern.same(entry, other))
              .findFirst();
      if (same.isPresent()) {
        notes.add(
            "'%s' is on the list already, in line %d."
                .formatted(Visible.value(entry.written()), same.get().number()));
        continue;
      }
      String line = entry.written() + (comment.isEmpty() ? "" : "  # " + comment);
      changed = present.plus(line);
      lines.add(line);
      added.add(entry);
      notes.addAll(SamePattern.notes(entry, present));
    }
    notes.addAll(remarks(added, changed));
    return proposal(stored, changed, lines, List.of(), notes);
  }

  /** What the authors of new entries should know. */
  private List<String> remarks(List<AllowlistEntry> added, String changed) {
    EntryUses uses = EntryUses.of(listOf(changed), images == null ? List.of() : images);
    List<String> notes = new ArrayList<>();
    for (AllowlistEntry entry : added) {
      List<String> remarks = new ArrayList<>(uses.refused(entry));
      String warning = BroadEntries.warning(entry.pattern());
      if (warning != null) {
        remarks.add(warning);
      }
      remarks.forEach(
          remark -> notes.add("'%s': %s.".formatted(Visible.value(entry.written()), remark)));
    }
    return notes;
  }

  /**
   * @param entries as they are on the list; without options for whatever options they have there
   */
  Proposal remove(StoredMap stored, List<String> entries) {
    String text = stored.data().get(place.key());
    if (text == null) {
      throw Failure.negative("There is no list: %s does not have it.".formatted(place.shown()));
    }
    ListLines lines = ListLines.of(text);
    List<ListLine> removed = new ArrayList<>();
    entries.forEach(entry -> removed.addAll(lines.find(entry.strip())));
    String changed = lines.minus(removed);
    return proposal(
        stored,
        changed,
        List.of(),
        removed.stream().map(line -> line.raw().strip()).distinct().toList(),
        nothingLeft(listOf(changed)));
  }

  private static List<String> nothingLeft(CurrentList.Loaded list) {
    if (list.allowlist().entries().isEmpty()) {
      return List.of("No valid entry would be left: nothing would be allowed.");
    }
    return list.allowlist().inForce().isEmpty()
        ? List.of("Only entries that have ended would be left: nothing would be allowed.")
        : List.of();
  }

  private CurrentList.Loaded listOf(String text) {
    return CurrentList.of(text, now);
  }

  private Proposal proposal(
      StoredMap stored,
      String changed,
      List<String> added,
      List<String> removed,
      List<String> notes) {
    String text = stored.data().get(place.key());
    boolean changes = !changed.equals(text);
    CurrentList before = text == null ? new CurrentList.Missing(place.shown()) : listOf(text);
    CurrentList after = listOf(changed);
    Effect effect = Effect.of(images, before, after);
    PodEffect podEffect = PodEffect.of(pods, before, after);
    List<String> lines = new ArrayList<>(notes);
    if (changes) {
      lines.add(
          "%s, key '%s'%s:"
              .formatted(
                  place.shown(), Visible.value(place.key()), text == null ? ", is created" : ""));
      added.forEach(line -> lines.add("+ " + line));
      removed.forEach(line -> lines.add("- " + line));
      lines.addAll(effect.lines());
      lines.addAll(podEffect.lines("of all namespaces"));
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("added", added);
    tree.put("removed", removed);
    tree.put("notes", notes);
    tree.put("effect", effect.tree());
    tree.put("podEffect", podEffect.tree());
    return new Proposal(changed, changes, lines, tree);
  }
}
