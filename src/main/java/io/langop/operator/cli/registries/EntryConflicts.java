package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.image.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

  /**
   * Things that belong to paths; those of a path and below it are found without a look at others.
   */
  private static final class ByPath<T> {

    /** Comes right behind the slash. */
    private static final char AFTER_SLASH = '/' + 1;

    private final TreeMap<String, List<T>> things = new TreeMap<>();

    void add(String path, T thing) {
      things.computeIfAbsent(path, key -> new ArrayList<>()).add(thing);
    }

    boolean isEmpty() {
      return things.isEmpty();
    }

    /**
     * Those of the path and below it, and perhaps of others with the same beginning.
     *
     * @param path empty for all
     */
    Stream<T> from(String path) {
      return (path.isEmpty() ? things : things.subMap(path, path + AFTER_SLASH))
          .values().stream().flatMap(List::stream);
    }
  }
}
