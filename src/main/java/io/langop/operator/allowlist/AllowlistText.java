package io.langop.operator.allowlist;

import io.langop.operator.image.VisibleText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The text of the list taken apart: lines, comments, entries good and bad. */
record AllowlistText(List<AllowlistEntry> entries, List<InvalidEntry> invalidEntries) {

  static AllowlistText read(String text) {
    Set<AllowlistEntry> entries = new LinkedHashSet<>();
    List<InvalidEntry> invalid = new ArrayList<>();
    Map<String, EntryOptions> known = new HashMap<>();
    for (ListLine line : ListLine.of(text)) {
      ParsedEntry parsed = line.parsed();
      if (parsed instanceof AllowlistEntry valid) {
        entries.add(valid.sharing(known));
      } else if (parsed instanceof InvalidPattern bad) {
        invalid.add(new InvalidEntry(line.number(), VisibleText.of(line.entry()), bad.reason()));
      }
    }
    return new AllowlistText(List.copyOf(entries), List.copyOf(invalid));
  }
}
