package io.langop.operator.allowlist;

import java.util.StringTokenizer;

/** Reads one line of the list: an entry, then its options. */
final class EntryParser {

  private static final String SPACE = " \t";

  private EntryParser() {}

  static ParsedEntry parse(String text) {
    StringTokenizer words = new StringTokenizer(text == null ? "" : text, SPACE);
    String written = words.hasMoreTokens() ? words.nextToken() : "";
    ParsedPattern parsed = RegistryPattern.parse(written);
    if (parsed instanceof InvalidPattern invalid) {
      return invalid;
    }
    OptionsParser options = new OptionsParser();
    while (words.hasMoreTokens()) {
      String reason = options.add(words.nextToken());
      if (reason != null) {
        return new InvalidPattern(reason);
      }
    }
    return new AllowlistEntry((RegistryPattern) parsed, options.options());
  }
}
