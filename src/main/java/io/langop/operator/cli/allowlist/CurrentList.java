package io.langop.operator.cli.allowlist;

import io.langop.operator.allowlist.InvalidEntry;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.allowlist.Verdict;
import java.time.Instant;
import java.util.List;

/** The list to decide by. */
public sealed interface CurrentList {

  Verdict decide(String image, String namespace);

  /**
   * About a resource with several images.
   *
   * @param images at least one
   */
  Verdict decide(List<String> images, String namespace);

  /** Lines that are ignored. */
  default List<InvalidEntry> invalidEntries() {
    return this instanceof Loaded loaded ? loaded.allowlist().invalidEntries() : List.of();
  }

  /** The list as it holds at one moment. */
  static Loaded of(String text, Instant now) {
    return new Loaded(text, RegistryAllowlist.parse(text, now), now);
  }

  /**
   * There is a list; it may be empty.
   *
   * @param now the moment that it is read for
   */
  record Loaded(String text, RegistryAllowlist allowlist, Instant now) implements CurrentList {
    @Override
    public Verdict decide(String image, String namespace) {
      return allowlist.decide(image, namespace);
    }

    @Override
    public Verdict decide(List<String> images, String namespace) {
      return allowlist.decide(images, namespace);
    }
  }

  /**
   * There is none, so nothing is allowed.
   *
   * @param message where it is missing
   */
  record Missing(String message) implements CurrentList {
    @Override
    public Verdict decide(String image, String namespace) {
      return new Verdict.Unavailable(message);
    }

    @Override
    public Verdict decide(List<String> images, String namespace) {
      return new Verdict.Unavailable(message);
    }
  }
}
