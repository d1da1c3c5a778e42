package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.ListLine;
import io.langop.operator.cli.output.Visible;
import java.util.ArrayList;
import java.util.List;

/** Compares a new entry with lines that are about the same images. */
final class SamePattern {

  private static final int MOST_UNDONE = 5;

  private SamePattern() {}

  /** Whether two entries allow the same, however they are written. */
  static boolean same(AllowlistEntry one, AllowlistEntry other) {
    return one.pattern().equals(other.pattern()) && one.options().equals(other.options());
  }

  /** Sentences about lines that make the entry void, or that the entry makes void. */
  static List<String> notes(AllowlistEntry entry, ListLines lines) {
    return isBare(entry) ? undone(entry, lines) : idle(entry, lines);
  }

  private static List<String> idle(AllowlistEntry entry, ListLines lines) {
    List<String> notes = new ArrayList<>();
    for (ListLine line : lines.lines()) {
      if (line.parsed() instanceof AllowlistEntry other
          && isBare(other)
          && Coverage.ofAll(other.pattern(), entry.pattern())) {
        String shown = Visible.value(entry.written());
        notes.add(
            other.pattern().equals(entry.pattern())
                ? "'%s' has no effect as long as line %d allows the same images without conditions."
                    .formatted(shown, line.number())
                : "'%s' requires nothing as long as line %d, '%s', allows its images without conditions."
                    .formatted(shown, line.number(), Visible.value(other.written())));
        return notes;
      }
    }
    return notes;
  }

  private static List<String> undone(AllowlistEntry entry, ListLines lines) {
    List<String> notes = new ArrayList<>();
    int more = 0;
    for (ListLine line : lines.lines()) {
      if (!(line.parsed() instanceof AllowlistEntry other)
          || isBare(other)
          || !Coverage.ofAll(entry.pattern(), other.pattern())) {
        continue;
      }
      if (notes.size() == MOST_UNDONE) {
        more++;
        continue;
      }
      String images = other.pattern().equals(entry.pattern()) ? "the same images as" : "all of";
      notes.add(
          "'%s' allows %s line %d, '%s', without its conditions."
              .formatted(
                  Visible.value(entry.written()),
                  images,
                  line.number(),
                  Visible.value(other.written())));
    }
    if (more > 0) {
      notes.add("'%s' does so with %d lines more.".formatted(Visible.value(entry.written()), more));
    }
    return notes;
  }

  private static boolean isBare(AllowlistEntry entry) {
    return entry.options().text().isEmpty();
  }
}
