package io.langop.operator.allowlist;

import io.langop.operator.image.VisibleText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text of the list taken apart: lines, comments, entries good and bad. */
record AllowlistText(List<AllowlistEntry> entries, List<InvalidEntry> invalidEntries) {

  static AllowlistText read(String text) {
    Map<AllowlistEntry, AllowlistEntry> entries = new LinkedHashMap<>();
    List<InvalidEntry> invalid = new ArrayList<>();
    Map<String, EntryOptions> known = new HashMap<>();
    for (ListLine line : ListLine.of(text)) {
      ParsedEntry parsed = line.parsed();
      if (parsed instanceof AllowlistEntry valid) {
        entries.merge(valid, valid.sharing(known), AllowlistText::moreTelling);
      } else if (parsed instanceof InvalidPattern bad) {
        invalid.add(new InvalidEntry(line.number(), VisibleText.of(line.entry()), bad.reason()));
      }
    }
    return new AllowlistText(List.copyOf(entries.values()), List.copyOf(invalid));
  }

  /** Of two spellings of one entry the one that may be meant for more, which refusals then say. */
  private static AllowlistEntry moreTelling(AllowlistEntry first, AllowlistEntry again) {
    return !first.pattern().isShortForOfficial() && again.pattern().isShortForOfficial()
        ? again
        : first;
  }
}
