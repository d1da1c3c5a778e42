package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.image.ImageReference;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a further entry for a registry would undo of the conditions that its images have. */
final class EntryConflicts {

  private final Instant now;
  private final ByPath<AllowlistEntry> conditional = new ByPath<>();
  private final ByPath<UsedImage> refused = new ByPath<>();
  private final Map<String, Optional<UsedImage>> letIn = new HashMap<>();

  EntryConflicts(Instant now) {
    this.now = now;
  }

  /** An entry with a condition that is about images of the registry. */
  void condition(AllowlistEntry entry) {
    conditional.add(entry.pattern().path(), entry);
  }

  /** A condition keeps it out. */
  void refuse(UsedImage used) {
    if (ImageReference.parse(used.image()) instanceof ImageReference image) {
      refused.add(image.repository(), used);
    }
  }

  boolean haveConditions() {
    return !conditional.isEmpty();
  }

  Stream<AllowlistEntry> conditions() {
    return conditional.from("");
  }

  boolean allows(String entry, UsedImage used) {
    return used.verdict(CurrentList.of(entry, now)).isAllowed();
  }

  /** One of the refused that an entry would let in. */
  Optional<UsedImage> letIn(String entry) {
    return letIn.computeIfAbsent(
        entry,
        line -> {
          CurrentList alone = CurrentList.of(line, now);
          return refused
              .from(path(line))
              .filter(used -> used.verdict(alone).isAllowed())
              .findFirst();
        });
  }

  /** An entry whose conditions would no longer count. */
  Optional<AllowlistEntry> undone(String line) {
    return AllowlistEntry.parse(line) instanceof AllowlistEntry entry
        ? conditional
            .from(entry.pattern().path())
            .filter(other -> Coverage.ofPath(entry.pattern(), other.pattern()))
            .findFirst()
        : Optional.empty();
  }

  private static String path(String line) {
    return AllowlistEntry.parse(line) instanceof AllowlistEntry entry ? entry.pattern().path() : "";
  }
}
