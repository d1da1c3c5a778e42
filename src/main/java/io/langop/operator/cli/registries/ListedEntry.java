package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.cli.allowlist.OptionHints;
import io.langop.operator.cli.output.Style.Level;

/**
 * A line of the list with what there is to know about it.
 *
 * @param text as it is on the list, without comment
 * @param entry {@code null} if the line is ignored
 * @param ended whether its time is over, so that it allows nothing
 * @param uses how many resources it allows; {@code null} if that is unknown or it is ignored
 * @param problem why it is ignored; {@code null} if it is not
 * @param warning what its author should know; {@code null} if there is nothing to say
 */
record ListedEntry(
    int line,
    String text,
    AllowlistEntry entry,
    boolean ended,
    Long uses,
    String problem,
    String warning) {

  /** What it is about, without its options; the whole text if it is ignored. */
  String pattern() {
    return entry == null ? text : entry.pattern().text();
  }

  /** Whether it is valid and has not ended. */
  boolean inForce() {
    return entry != null && !ended;
  }

  /** {@code required}, or null. */
  String digest() {
    return entry != null && entry.options().digestRequired() ? "required" : null;
  }

  /** Names as written, or null. */
  String namespaces() {
    return entry == null || entry.options().namespaces() == null
        ? null
        : entry.options().namespaces().toString();
  }

  /** Date or time as written, or null. */
  String until() {
    return entry == null || entry.options().end() == null ? null : entry.options().end().toString();
  }

  /** For a person. */
  String note() {
    if (problem != null) {
      String hint = OptionHints.of(text);
      return "IGNORED: " + problem + (hint.isEmpty() ? "" : "." + hint);
    }
    String state =
        ended ? "ENDED: " + entry.options().end() : uses != null && uses == 0 ? "unused" : "";
    if (warning == null) {
      return state;
    }
    return state.isEmpty() ? warning : state + "; " + warning;
  }

  Level level() {
    if (problem != null) {
      return Level.BAD;
    }
    return ended || warning != null ? Level.WARNING : Level.NONE;
  }
}
