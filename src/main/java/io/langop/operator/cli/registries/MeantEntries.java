package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import java.util.Optional;

/**
 * What was probably meant by entries such as {@code docker.io/bitnami}: not only the official image
 * of that name, but what is below it.
 */
final class MeantEntries {

  private MeantEntries() {}

  /** The entry for everything below, with the same options; empty if that goes without saying. */
  static Optional<AllowlistEntry> below(AllowlistEntry entry) {
    String path = entry.pattern().path();
    if (path.isEmpty() || entry.pattern().below()) {
      return Optional.empty();
    }
    String options = entry.options().text();
    String line = entry.pattern().text() + "/" + (options.isEmpty() ? "" : " " + options);
    return AllowlistEntry.parse(line) instanceof AllowlistEntry below
            && !below.pattern().path().equals(path) // without the 'library/' of official images
        ? Optional.of(below)
        : Optional.empty();
  }
}
