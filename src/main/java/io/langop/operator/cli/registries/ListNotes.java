package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.InvalidEntry;

/** What there is to say about lines of the list. */
final class ListNotes {

  private ListNotes() {}

  static String ignored(InvalidEntry entry) {
    return "Line %d of the list, '%s', is ignored: %s."
        .formatted(entry.line(), entry.text(), entry.reason());
  }
}
