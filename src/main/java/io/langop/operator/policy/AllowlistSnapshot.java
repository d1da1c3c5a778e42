package io.langop.operator.policy;

import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.allowlist.RegistryPattern;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.image.ImageReference;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the operator knows of the allowlist at one moment. Immutable. */
public sealed interface AllowlistSnapshot extends PolicySnapshot<Verdict> {

  /** The entries in force, in the order of the file. */
  List<RegistryPattern> entries();

  /** By its registry, read from its end, so that all hosts under one stand together. */
  @Override
  default String place(String image) {
    return ImageReference.parse(image) instanceof ImageReference reference
        ? fromItsEnd(reference.registry().toLowerCase(Locale.ROOT))
        : "";
  }

  private static String fromItsEnd(String registry) {
    return new StringBuilder(registry).reverse().toString();
  }

  /**
   * A list was read; it may be empty.
   *
   * @param text what was read
   */
  record Loaded(long revision, String text, RegistryAllowlist allowlist)
      implements AllowlistSnapshot {

    @Override
    public Verdict decide(String image) {
      return allowlist.decide(image);
    }

    @Override
    public EditScope until(PolicySnapshot<Verdict> later) {
      if (!(later instanceof Loaded loaded)) {
        return EditScope.EVERYTHING;
      }
      Set<RegistryPattern> changed = allowlist.entriesOfOnlyOne(loaded.allowlist());
      return new EditScope(
          false,
          !allowlist.isShownLike(loaded.allowlist()),
          changed.stream().map(entry -> fromItsEnd(entry.registry())).toList(),
          changed.stream()
              .filter(RegistryPattern::wildcard)
              .map(entry -> fromItsEnd(entry.registry()))
              .toList());
    }

    @Override
    public List<RegistryPattern> entries() {
      return allowlist.entries();
    }
  }

  /** There is no list, so nothing can be allowed. */
  record Unavailable(long revision, String message) implements AllowlistSnapshot {

    @Override
    public Verdict decide(String image) {
      return new Verdict.Unavailable(message);
    }

    @Override
    public EditScope until(PolicySnapshot<Verdict> later) {
      return EditScope.EVERYTHING;
    }

    @Override
    public List<RegistryPattern> entries() {
      return List.of();
    }
  }
}
