package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.cli.output.Visible;
import java.util.List;

/** Tells what a new entry does beside lines that are about the same images. */
final class SamePattern {

  private SamePattern() {}

  /** Sentences about lines that make the entry void, or that the entry makes void. */
  static List<String> notes(AllowlistEntry entry, ListLines lines) {
    return lines.lines().stream()
        .filter(line -> line.parsed() instanceof AllowlistEntry)
        .map(line -> note(entry, (AllowlistEntry) line.parsed(), line.number()))
        .filter(note -> !note.isEmpty())
        .toList();
  }

  private static String note(AllowlistEntry entry, AllowlistEntry other, int line) {
    if (!entry.pattern().equals(other.pattern()) || entry.equals(other)) {
      return "";
    }
    if (isBare(other)) {
      return "'%s' has no effect as long as line %d allows the same images without conditions."
          .formatted(Visible.value(entry.written()), line);
    }
    return isBare(entry)
        ? "'%s' allows the same images as line %d, '%s', without its conditions."
            .formatted(Visible.value(entry.written()), line, Visible.value(other.written()))
        : "";
  }

  private static boolean isBare(AllowlistEntry entry) {
    return entry.options().text().isEmpty();
  }
}
