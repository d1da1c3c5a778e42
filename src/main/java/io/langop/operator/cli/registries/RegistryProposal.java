package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.RegistryPattern;
import io.langop.operator.image.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The lines that a list needs for one registry in use. */
final class RegistryProposal {

  private static final String NOT_ALLOWED = "not allowed now";

  private final Audit.Row row;
  private final Instant now;
  private final ProposedLines lines;
  private final EntryConflicts conflicts;

  /** The registry as an entry can name it; {@code null} if none can. */
  private final String name;

  private final Map<UsedImage, AllowlistEntry> kept = new LinkedHashMap<>();
  private final Map<UsedImage, Refusal> refused = new LinkedHashMap<>();
  private final Set<UsedImage> refusedAsMeant = new HashSet<>();
  private final List<OpenImage> open = new ArrayList<>();

  RegistryProposal(
      Audit.Row row, List<AllowlistEntry> conditional, Instant now, ProposedLines lines) {
    this.row = row;
    this.now = now;
    this.lines = lines;
    this.conflicts = new EntryConflicts(now);
    this.name =
        Stream.concat(
                Stream.of(row.registry()),
                row.uses().stream().map(RegistryProposal::registryAsWritten))
            .filter(this::isName)
            .findFirst()
            .orElse(null);
    conditional.stream()
        .filter(entry -> isAbout(entry.pattern(), row.registry()))
        .forEach(conflicts::condition);
  }

  /** A word in upper case is a registry, and the same in lower case is none. */
  private static String registryAsWritten(UsedImage used) {
    return ImageReference.parse(used.image()) instanceof ImageReference image
        ? image.registry()
        : "";
  }

  private boolean isName(String text) {
    return RegistryPattern.parse(text) instanceof RegistryPattern pattern
        && !pattern.wildcard()
        && pattern.path().isEmpty()
        && pattern.registry().equals(row.registry());
  }

  private static boolean isAbout(RegistryPattern pattern, String registry) {
    return registry.equals(pattern.registry())
        || pattern.wildcard() && ("." + registry).endsWith("." + pattern.registry());
  }

  /** An entry allows it. */
  void keep(UsedImage used, AllowlistEntry entry) {
    kept.put(used, entry);
  }

  /** A condition of an entry keeps it out. */
  void refuse(UsedImage used, Refusal refusal) {
    refused.put(used, refusal);
    conflicts.refuse(used);
  }

  /** The same with an entry that is not on the list, but was probably meant. */
  void refuseAsMeant(UsedImage used, Refusal refusal) {
    refuse(used, refusal);
    refusedAsMeant.add(used);
  }

  /**
   * No entry is about it.
   *
   * @param base what was probably meant for it; null for nothing
   */
  void open(UsedImage used, AllowlistEntry base, boolean denied) {
    if (ImageReference.parse(used.image()) instanceof ImageReference image) {
      open.add(new OpenImage(used, image, base, denied ? NOT_ALLOWED : ""));
    }
  }

  /** Adds the lines, when all uses are known. */
  void finish() {
    boolean conditions = conflicts.haveConditions() || !refused.isEmpty();
    boolean unlisted = open.stream().anyMatch(image -> image.base() == null);
    boolean all = !conditions && unlisted && name != null;
    if (all) {
      lines.add(name, commentForAll());
    }
    for (UsedImage used : row.uses()) {
      if (kept.containsKey(used) && !(all && conflicts.allows(name, used))) {
        lines.add(line(kept.get(used)), "");
      } else if (refused.containsKey(used)) {
        explain(used, refused.get(used));
      }
    }
    open.stream()
        .filter(image -> !(all && conflicts.allows(name, image.used())))
        .forEach(this::add);
  }

  /** Adds the entries with conditions that are still missing, when all registries are finished. */
  void addUnused() {
    conflicts.conditions().forEach(this::addUnused);
  }

  private String commentForAll() {
    if (open.stream().allMatch(image -> image.comment().isEmpty())) {
      return "";
    }
    return row.allowed().equals("partly") ? "allowed now with some paths only" : NOT_ALLOWED;
  }

  /** As narrow as the entry is; a wildcard becomes the registry that is in use. */
  private String line(AllowlistEntry entry) {
    if (name == null || !entry.pattern().path().isEmpty()) {
      return entry.written();
    }
    String options = entry.options().text();
    return options.isEmpty() ? name : name + " " + options;
  }

  private void explain(UsedImage used, Refusal refusal) {
    String line;
    if (refusal.entry() == null) {
      line = (name == null ? "# " + row.registry() : name) + " digest=required";
    } else if (refusedAsMeant.contains(used)) {
      String meant = refusal.entry().written();
      line =
          (conflicts.letIn(meant).isPresent() || conflicts.undone(meant).isPresent() ? "# " : "")
              + meant;
    } else {
      line = line(refusal.entry());
    }
    lines.add(line, refusal.ended() ? "ended" : "");
    lines.refuse(line, refusal.why(), used);
  }

  /** The widest entry that undoes no condition, or else the narrowest that lets in nobody else. */
  private void add(OpenImage image) {
    if (name == null) {
      lines.add("# " + image.repository(row.registry()), "no entry can name this registry");
      return;
    }
    List<String> entries = image.entries(name);
    for (String entry : entries) {
      if (conflicts.letIn(entry).isEmpty()
          && conflicts.undone(entry).isEmpty()
          && conflicts.allows(entry, image.used())) {
        lines.add(entry, image.comment());
        return;
      }
    }
    String narrowest = entries.get(entries.size() - 1);
    if (!conflicts.allows(narrowest, image.used())) {
      lines.add("# " + image.repository(name), "no entry can name this repository alone");
    } else if (conflicts.letIn(narrowest).isPresent()) {
      UsedImage other = conflicts.letIn(narrowest).get();
      lines.add(
          "# " + image.repository(name),
          "left out: with %s it would allow %s, refused for: %s"
              .formatted(image.used().shown(), other.shown(), refused.get(other).why()));
    } else {
      String undone = conflicts.undone(narrowest).map(AllowlistEntry::written).orElse("");
      lines.add(
          narrowest,
          Stream.of(image.comment(), "takes in '" + undone + "'")
              .filter(words -> !words.isEmpty())
              .reduce((one, other) -> one + "; " + other)
              .orElse(""));
    }
  }

  private void addUnused(AllowlistEntry entry) {
    boolean explained =
        MeantEntries.below(entry)
            .map(AllowlistEntry::written)
            .filter(meant -> lines.has(meant) || lines.has("# " + meant))
            .isPresent();
    if (!explained && !lines.has(entry.written())) {
      boolean ended =
          entry.options().end() != null && !entry.options().end().instant().isAfter(now);
      lines.add(line(entry), ended ? "ended" : "unused");
    }
  }
}
