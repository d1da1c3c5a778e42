package io.langop.operator.allowlist;

import io.langop.operator.image.ImageReference;
import io.langop.operator.image.InvalidImageReference;
import io.langop.operator.image.ParsedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One version of the list of registries that images may come from. Immutable and safe to share; a
 * list without a valid entry allows nothing.
 */
public final class RegistryAllowlist {

  /** A list of 10,000 entries in 10,000 statuses would fill the cluster's store. */
  private static final int MAX_SHOWN = 20;

  private final List<RegistryPattern> entries;
  private final List<InvalidEntry> invalidEntries;
  private final RegistryIndex index;

  private RegistryAllowlist(List<RegistryPattern> entries, List<InvalidEntry> invalidEntries) {
    this.entries = entries;
    this.invalidEntries = invalidEntries;
    this.index = new RegistryIndex(entries, summary(entries));
  }

  /** Never throws: what cannot be understood becomes an invalid entry. Null is an empty text. */
  public static RegistryAllowlist parse(String text) {
    AllowlistText lines = AllowlistText.read(text == null ? "" : text);
    return new RegistryAllowlist(lines.entries(), lines.invalidEntries());
  }

  /** Never throws; null is an invalid reference. */
  public Verdict decide(String image) {
    return decide(ImageReference.parse(image));
  }

  /** The verdict about a reference that is already parsed. */
  public Verdict decide(ParsedImage image) {
    return image instanceof ImageReference reference
        ? index.decide(reference)
        : new Verdict.Invalid((InvalidImageReference) image);
  }

  /**
   * The entries that only one of two lists has. The cost depends on what differs: equal lines at
   * both ends are compared once.
   */
  public Set<RegistryPattern> entriesOfOnlyOne(RegistryAllowlist other) {
    int shorter = Math.min(entries.size(), other.entries.size());
    int begin = 0;
    while (begin < shorter && entries.get(begin).equals(other.entries.get(begin))) {
      begin++;
    }
    int end = 0;
    while (end < shorter - begin && last(entries, end).equals(last(other.entries, end))) {
      end++;
    }
    Set<RegistryPattern> onlyOne = new HashSet<>(entries.subList(begin, entries.size() - end));
    for (RegistryPattern entry : other.entries.subList(begin, other.entries.size() - end)) {
      if (!onlyOne.remove(entry)) { // each list has an entry once
        onlyOne.add(entry);
      }
    }
    return onlyOne;
  }

  private static RegistryPattern last(List<RegistryPattern> entries, int index) {
    return entries.get(entries.size() - 1 - index);
  }

  /** Whether a refusal shows both lists in the same words. */
  public boolean isShownLike(RegistryAllowlist other) {
    return index.allowed().equals(other.index.allowed());
  }

  /** The valid entries, distinct, in the order of the file. */
  public List<RegistryPattern> entries() {
    return entries;
  }

  /** The ignored lines, in the order of the file. */
  public List<InvalidEntry> invalidEntries() {
    return invalidEntries;
  }

  private static String summary(List<RegistryPattern> entries) {
    if (entries.isEmpty()) {
      return "none";
    }
    String shown =
        entries.stream()
            .limit(MAX_SHOWN)
            .map(RegistryPattern::toString)
            .collect(Collectors.joining(", "));
    int more = entries.size() - MAX_SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
