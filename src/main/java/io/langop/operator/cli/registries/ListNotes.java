package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.InvalidEntry;

/** What there is to say about lines of the list. */
public final class ListNotes {

  private ListNotes() {}

  /** That a line is ignored and why, with what was probably meant. */
  public static String ignored(InvalidEntry entry) {
    return "Line %d of the list, '%s', is ignored: %s.%s"
        .formatted(entry.line(), entry.text(), entry.reason(), OptionHints.of(entry.text()));
  }
}
