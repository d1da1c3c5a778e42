package io.langop.operator.policy;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.allowlist.RegistryPattern;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.image.ImageReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the operator knows of the allowlist at one moment. Immutable. */
public sealed interface AllowlistSnapshot extends PolicySnapshot<Verdict> {

  /** The entries in force, in the order of the file. */
  List<AllowlistEntry> entries();

  /** All valid entries, those that have ended too, in the order of the file. */
  List<AllowlistEntry> listed();

  /** How many of the entries in force end within a time. */
  default int endingWithin(Instant now, Duration time) {
    return 0;
  }

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
    public String content() {
      return text;
    }

    @Override
    public Verdict decide(String image, String namespace) {
      return allowlist.decide(image, namespace);
    }

    @Override
    public Verdict decide(List<String> images, String namespace) {
      return allowlist.decide(images, namespace);
    }

    @Override
    public EditScope until(PolicySnapshot<Verdict> later) {
      if (!(later instanceof Loaded loaded)) {
        return EditScope.EVERYTHING;
      }
      List<RegistryPattern> changed =
          allowlist.entriesOfOnlyOne(loaded.allowlist()).stream()
              .map(AllowlistEntry::pattern)
              .toList();
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
    public Optional<Instant> nextEnd() {
      return allowlist.nextEnd();
    }

    @Override
    public boolean holdsAt(Clock clock) {
      return !allowlist.ends() || allowlist.holdsAt(clock.instant());
    }

    @Override
    public int endingWithin(Instant now, Duration time) {
      return allowlist.endingBetween(now, now.plus(time));
    }

    @Override
    public List<AllowlistEntry> entries() {
      return allowlist.inForce();
    }

    @Override
    public List<AllowlistEntry> listed() {
      return allowlist.entries();
    }
  }

  /** There is no list, so nothing can be allowed. */
  record Unavailable(long revision, String message) implements AllowlistSnapshot {

    @Override
    public String content() {
      return message;
    }

    @Override
    public Verdict decide(String image, String namespace) {
      return new Verdict.Unavailable(message);
    }

    @Override
    public Verdict decide(List<String> images, String namespace) {
      return new Verdict.Unavailable(message);
    }

    @Override
    public EditScope until(PolicySnapshot<Verdict> later) {
      return EditScope.EVERYTHING;
    }

    @Override
    public List<AllowlistEntry> entries() {
      return List.of();
    }

    @Override
    public List<AllowlistEntry> listed() {
      return List.of();
    }
  }
}
