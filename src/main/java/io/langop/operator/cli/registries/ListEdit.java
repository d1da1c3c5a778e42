package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.InvalidPattern;
import io.langop.operator.allowlist.ParsedEntry;
import io.langop.operator.cli.ConfigMapPlace;
import io.langop.operator.cli.DidYouMean;
import io.langop.operator.cli.Failure;
import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.edit.Proposal;
import io.langop.operator.cli.output.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds and removes lines of the list, and leaves the others as they are.
 *
 * @param users {@code null} where they may not be listed
 */
record ListEdit(ConfigMapPlace place, List<User> users) {

  /** What can be added at all. */
  static AllowlistEntry checked(String entry) {
    ParsedEntry parsed = AllowlistEntry.parse(entry.strip());
    if (parsed instanceof InvalidPattern invalid) {
      throw Failure.usage(
          "'%s' cannot be an entry: %s.".formatted(Visible.value(entry), invalid.reason()));
    }
    return (AllowlistEntry) parsed;
  }

  /**
   * @param comment for the new lines; empty for none
   */
  Proposal add(StoredMap stored, List<AllowlistEntry> entries, String comment) {
    String text = stored.data().getOrDefault(place.key(), "");
    List<String> notes = new ArrayList<>();
    List<String> added = new ArrayList<>();
    String changed = text;
    for (AllowlistEntry entry : entries) {
      ListLines lines = ListLines.of(changed);
      var present = lines.lines().stream().filter(line -> entry.equals(line.parsed())).findFirst();
      if (present.isPresent()) {
        notes.add(
            "'%s' is on the list already, in line %d."
                .formatted(Visible.value(entry.written()), present.get().number()));
        continue;
      }
      String line = entry.written() + (comment.isEmpty() ? "" : "  # " + comment);
      changed = lines.plus(line);
      added.add(line);
      String warning = BroadEntries.warning(entry.pattern());
      if (warning != null) {
        notes.add("'%s': %s.".formatted(Visible.value(entry.written()), warning));
      }
    }
    return proposal(stored, changed, added, List.of(), notes);
  }

  Proposal remove(StoredMap stored, List<String> entries) {
    String text = stored.data().get(place.key());
    if (text == null) {
      throw Failure.negative("There is no list: %s does not have it.".formatted(place.shown()));
    }
    ListLines lines = ListLines.of(text);
    List<ListLines.Line> removed = new ArrayList<>();
    for (String entry : entries) {
      String wanted = entry.strip();
      ParsedEntry parsed = AllowlistEntry.parse(wanted);
      List<ListLines.Line> found =
          lines.lines().stream()
              .filter(line -> !line.entry().isEmpty())
              .filter(
                  line ->
                      line.entry().equals(wanted)
                          || (parsed instanceof AllowlistEntry && parsed.equals(line.parsed())))
              .toList();
      if (found.isEmpty()) {
        throw Failure.negative(
            "'%s' is not on the list.%s"
                .formatted(
                    Visible.value(wanted),
                    DidYouMean.sentence(
                        wanted,
                        lines.lines().stream()
                            .map(ListLines.Line::entry)
                            .filter(it -> !it.isEmpty())
                            .toList())));
      }
      removed.addAll(found);
    }
    String changed = lines.minus(removed);
    List<String> notes = new ArrayList<>();
    if (CurrentList.of(changed) instanceof CurrentList.Loaded loaded
        && loaded.allowlist().entries().isEmpty()) {
      notes.add("No valid entry would be left: nothing would be allowed.");
    }
    return proposal(
        stored,
        changed,
        List.of(),
        removed.stream().map(line -> line.raw().strip()).distinct().toList(),
        notes);
  }

  private Proposal proposal(
      StoredMap stored,
      String changed,
      List<String> added,
      List<String> removed,
      List<String> notes) {
    String text = stored.data().get(place.key());
    boolean changes = !changed.equals(text);
    CurrentList before =
        text == null ? new CurrentList.Missing(place.shown()) : CurrentList.of(text);
    Effect effect = Effect.of(users, before, CurrentList.of(changed));
    List<String> lines = new ArrayList<>(notes);
    if (changes) {
      lines.add(
          "%s, key '%s'%s:"
              .formatted(
                  place.shown(), Visible.value(place.key()), text == null ? ", is created" : ""));
      added.forEach(line -> lines.add("+ " + line));
      removed.forEach(line -> lines.add("- " + line));
      lines.addAll(effect.lines());
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("added", added);
    tree.put("removed", removed);
    tree.put("notes", notes);
    tree.put("effect", effect.tree());
    return new Proposal(changed, changes, lines, tree);
  }
}
