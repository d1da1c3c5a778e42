package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.RegistryPattern;
import io.langop.operator.image.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The lines that a list needs for one registry in use. */
final class RegistryProposal {

  private static final String NOT_ALLOWED = "not allowed now";

  private final Audit.Row row;
  private final Instant now;
  private final ProposedLines lines;

  /** The registry as an entry can name it; {@code null} if none can. */
  private final String name;

  /** The entries with conditions that are about images of the registry. */
  private final ByPath<AllowlistEntry> conditional = new ByPath<>();

  private final Map<User, AllowlistEntry> kept = new LinkedHashMap<>();
  private final Map<User, Refusal> refused = new LinkedHashMap<>();
  private final Set<User> refusedAsMeant = new HashSet<>();
  private final ByPath<User> refusedByPath = new ByPath<>();
  private final List<OpenImage> open = new ArrayList<>();

  /** Whom of the refused an entry would let in. */
  private final Map<String, Optional<User>> letIn = new HashMap<>();

  RegistryProposal(
      Audit.Row row, List<AllowlistEntry> conditional, Instant now, ProposedLines lines) {
    this.row = row;
    this.now = now;
    this.lines = lines;
    this.name =
        Stream.concat(
                Stream.of(row.registry()),
                row.users().stream().map(RegistryProposal::registryAsWritten))
            .filter(this::isName)
            .findFirst()
            .orElse(null);
    conditional.stream()
        .filter(entry -> isAbout(entry.pattern(), row.registry()))
        .forEach(entry -> this.conditional.add(entry.pattern().path(), entry));
  }

  /** A word in upper case is a registry, and the same in lower case is none. */
  private static String registryAsWritten(User user) {
    return ImageReference.parse(user.image()) instanceof ImageReference image
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
  void keep(User user, AllowlistEntry entry) {
    kept.put(user, entry);
  }

  /** A condition of an entry keeps it out. */
  void refuse(User user, Refusal refusal) {
    refused.put(user, refusal);
    if (ImageReference.parse(user.image()) instanceof ImageReference image) {
      refusedByPath.add(image.repository(), user);
    }
  }

  /** The same with an entry that is not on the list, but was probably meant. */
  void refuseAsMeant(User user, Refusal refusal) {
    refuse(user, refusal);
    refusedAsMeant.add(user);
  }

  /**
   * No entry is about it.
   *
   * @param base what was probably meant for it; null for nothing
   */
  void open(User user, AllowlistEntry base, boolean denied) {
    if (ImageReference.parse(user.image()) instanceof ImageReference image) {
      open.add(new OpenImage(user, image, base, denied ? NOT_ALLOWED : ""));
    }
  }

  /** Adds the lines, when all users are known. */
  void finish() {
    boolean conditions = !conditional.isEmpty() || !refused.isEmpty();
    boolean unlisted = open.stream().anyMatch(image -> image.base() == null);
    boolean all = !conditions && unlisted && name != null;
    if (all) {
      lines.add(name, commentForAll());
    }
    for (User user : row.users()) {
      if (kept.containsKey(user) && !(all && allows(name, user))) {
        lines.add(line(kept.get(user)), "");
      } else if (refused.containsKey(user)) {
        explain(user, refused.get(user));
      }
    }
    open.stream().filter(image -> !(all && allows(name, image.user()))).forEach(this::add);
  }

  /** Adds the entries with conditions that are still missing, when all registries are finished. */
  void addUnused() {
    conditional.from("").forEach(this::addUnused);
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

  private void explain(User user, Refusal refusal) {
    String line;
    if (refusal.entry() == null) {
      line = (name == null ? "# " + row.registry() : name) + " digest=required";
    } else if (refusedAsMeant.contains(user)) {
      String meant = refusal.entry().written();
      line = (letIn(meant).isPresent() || undone(meant).isPresent() ? "# " : "") + meant;
    } else {
      line = line(refusal.entry());
    }
    lines.add(line, refusal.ended() ? "ended" : "");
    lines.refuse(line, refusal.why(), user);
  }

  /** The widest entry that undoes no condition, or else the narrowest that lets in nobody else. */
  private void add(OpenImage image) {
    if (name == null) {
      lines.add("# " + image.repository(row.registry()), "no entry can name this registry");
      return;
    }
    List<String> entries = image.entries(name);
    for (String entry : entries) {
      if (letIn(entry).isEmpty() && undone(entry).isEmpty() && allows(entry, image.user())) {
        lines.add(entry, image.comment());
        return;
      }
    }
    String narrowest = entries.get(entries.size() - 1);
    if (!allows(narrowest, image.user())) {
      lines.add("# " + image.repository(name), "no entry can name this repository alone");
    } else if (letIn(narrowest).isPresent()) {
      User other = letIn(narrowest).get();
      lines.add(
          "# " + image.repository(name),
          "left out: with %s it would allow %s, refused for: %s"
              .formatted(image.user().shown(), other.shown(), refused.get(other).why()));
    } else {
      String undone = undone(narrowest).map(AllowlistEntry::written).orElse("");
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

  private boolean allows(String entry, User user) {
    return user.verdict(CurrentList.of(entry, now)).isAllowed();
  }

  private Optional<User> letIn(String entry) {
    return letIn.computeIfAbsent(
        entry,
        line -> {
          CurrentList alone = CurrentList.of(line, now);
          return refusedByPath
              .from(path(line))
              .filter(user -> user.verdict(alone).isAllowed())
              .findFirst();
        });
  }

  /** An entry whose conditions would no longer count. */
  private Optional<AllowlistEntry> undone(String line) {
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
