package io.langop.operator.cli.allowlist;

import io.langop.operator.allowlist.InvalidEntry;
import java.util.ArrayList;
import java.util.List;

/** What there is to say about lines of the list. */
public final class ListNotes {

  private ListNotes() {}

  private static final int MOST = 10;

  /** What there is to say about the lines of a list that are ignored. */
  public static List<String> ignored(CurrentList list) {
    List<InvalidEntry> bad = list.invalidEntries();
    List<String> notes = new ArrayList<>(bad.stream().limit(MOST).map(ListNotes::ignored).toList());
    if (bad.size() > MOST) {
      notes.add("%d further lines of the list are ignored.".formatted(bad.size() - MOST));
    }
    return notes;
  }

  /** That a line is ignored and why, with what was probably meant. */
  public static String ignored(InvalidEntry entry) {
    return "Line %d of the list, '%s', is ignored: %s.%s"
        .formatted(entry.line(), entry.text(), entry.reason(), OptionHints.of(entry.text()));
  }
}
