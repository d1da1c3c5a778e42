package io.langop.operator.allowlist;

import io.langop.operator.image.ImageReference;
import io.langop.operator.image.InvalidImageReference;
import io.langop.operator.image.ParsedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One version of the list of registries that images may come from, as it holds at one moment.
 * Immutable and safe to share; a list without a valid entry allows nothing.
 */
public final class RegistryAllowlist {

  private final List<AllowlistEntry> entries;
  private final List<InvalidEntry> invalidEntries;
  private final RegistryIndex index;
  private final EntryEnds ends;

  /** The moment that is decided for, in seconds since 1970. */
  private final long second;

  private final String allowed;

  private RegistryAllowlist(
      List<AllowlistEntry> entries,
      List<InvalidEntry> invalidEntries,
      RegistryIndex index,
      EntryEnds ends,
      long second) {
    this.entries = entries;
    this.invalidEntries = invalidEntries;
    this.index = index;
    this.ends = ends;
    this.second = second;
    this.allowed =
        ShownEntries.of(
            entries.stream().filter(entry -> !hasEnded(entry)).iterator(),
            entries.size() - ends.endedAt(second));
  }

  /**
   * Never throws: what cannot be understood becomes an invalid entry.
   *
   * @param text null is an empty one
   * @param now the moment to decide for
   */
  public static RegistryAllowlist parse(String text, Instant now) {
    AllowlistText lines = AllowlistText.read(text == null ? "" : text);
    return new RegistryAllowlist(
        lines.entries(),
        lines.invalidEntries(),
        new RegistryIndex(lines.entries()),
        EntryEnds.of(lines.entries()),
        now.getEpochSecond());
  }

  /** The same list as it holds at another moment. */
  public RegistryAllowlist at(Instant now) {
    return new RegistryAllowlist(entries, invalidEntries, index, ends, now.getEpochSecond());
  }

  /** Whether any entry ever ends, or has ended. */
  public boolean ends() {
    return !ends.isEmpty();
  }

  /** Whether the same entries have ended at that moment as in this version. */
  public boolean holdsAt(Instant now) {
    return ends.endedAt(now.getEpochSecond()) == ends.endedAt(second);
  }

  /** When the next entry ends, if one will. */
  public Optional<Instant> nextEnd() {
    return ends.next(second);
  }

  /** How many entries are in force at {@code from} and have ended at {@code to}. */
  public int endingBetween(Instant from, Instant to) {
    return ends.endedAt(to.getEpochSecond()) - ends.endedAt(from.getEpochSecond());
  }

  /**
   * Never throws; null is an invalid reference.
   *
   * @param namespace of the resource or pod
   */
  public Verdict decide(String image, String namespace) {
    return decide(ImageReference.parse(image), namespace);
  }

  /**
   * The verdict about a resource with several images, all of which have to be allowed. Where they
   * are, it is the one about the first.
   *
   * @param images at least one
   */
  public Verdict decide(List<String> images, String namespace) {
    List<Verdict> verdicts = images.stream().map(image -> decide(image, namespace)).toList();
    List<Verdict> refusals = verdicts.stream().filter(verdict -> !verdict.isAllowed()).toList();
    if (refusals.isEmpty()) {
      return verdicts.get(0);
    }
    String words = refusals.get(0).message();
    return refusals.stream().allMatch(refusal -> refusal.message().equals(words))
        ? refusals.get(0)
        : new SeveralRefused(refusals, allowed);
  }

  /** The verdict about a reference that is already parsed. */
  public Verdict decide(ParsedImage image, String namespace) {
    return image instanceof ImageReference reference
        ? index.search(reference, namespace, second).verdict(allowed)
        : new Verdict.Invalid((InvalidImageReference) image);
  }

  /**
   * The entries that only one of two lists has as they are written, or that have ended in only one
   * of them. The cost depends on what differs: equal lines at both ends are compared once.
   */
  public Collection<AllowlistEntry> entriesOfOnlyOne(RegistryAllowlist other) {
    List<AllowlistEntry> changed = new ArrayList<>(ListDifference.of(entries, other.entries));
    changed.addAll(ends.between(second, other.second));
    return changed;
  }

  /** Whether a refusal shows both lists in the same words. */
  public boolean isShownLike(RegistryAllowlist other) {
    return allowed.equals(other.allowed);
  }

  /** The valid entries, distinct, in the order of the file; those that have ended too. */
  public List<AllowlistEntry> entries() {
    return entries;
  }

  /** The entries that have not ended, in the order of the file. */
  public List<AllowlistEntry> inForce() {
    return ends.endedAt(second) == 0
        ? entries
        : entries.stream().filter(entry -> !entry.options().hasEnded(second)).toList();
  }

  /** The entries that have ended, by their ends. */
  public List<AllowlistEntry> ended() {
    return ends.ended(second);
  }

  /** Whether an entry of this list has ended. */
  public boolean hasEnded(AllowlistEntry entry) {
    return entry.options().hasEnded(second);
  }

  /** The entries in force for a person, as refusals show them. */
  public String shown() {
    return allowed;
  }

  /** The ignored lines, in the order of the file. */
  public List<InvalidEntry> invalidEntries() {
    return invalidEntries;
  }
}
