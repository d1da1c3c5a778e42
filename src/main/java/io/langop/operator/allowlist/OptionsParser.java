package io.langop.operator.allowlist;

import io.langop.operator.image.VisibleText;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;

/** Reads the options of one entry, one word at a time. */
final class OptionsParser {

  private final StringJoiner text = new StringJoiner(" ");
  private final Set<String> keys = new HashSet<>();
  private boolean digestRequired;
  private NamespaceNames namespaces;
  private EntryEnd end;

  /** Null, or the reason why the word is no option, as the end of a sentence. */
  String add(String word) {
    int equals = word.indexOf('=');
    if (equals < 0) {
      return "it contains white space: write one entry a line";
    }
    String key = word.substring(0, equals);
    String value = word.substring(equals + 1);
    String reason =
        switch (key) {
          case "digest" -> digest(value);
          case "namespaces" -> namespaces(value);
          case "until" -> until(value);
          default ->
              "there is no option '"
                  + VisibleText.of(key)
                  + "': there are digest=required, namespaces=NAME,… and until=TIME";
        };
    if (reason == null && !keys.add(key)) {
      return "the option '" + key + "' is there twice";
    }
    text.add(word);
    return reason;
  }

  private String digest(String value) {
    digestRequired = true;
    return value.equals("required")
        ? null
        : "digest=" + VisibleText.of(value) + " means nothing: write digest=required";
  }

  private String until(String value) {
    end = EntryEnd.parse(value).orElse(null);
    return end != null
        ? null
        : "until="
            + VisibleText.of(value)
            + " is neither a date such as 2026-12-31 nor a time in UTC such as"
            + " 2026-12-31T18:00:00Z";
  }

  private String namespaces(String value) {
    NamespaceNamesBuilder names = new NamespaceNamesBuilder();
    for (String name : value.split(",", -1)) {
      String reason =
          name.equals("*")
              ? "namespaces=* would be every namespace: leave the option out"
              : names.add(name);
      if (reason != null) {
        return reason;
      }
    }
    namespaces = names.build();
    return null;
  }

  EntryOptions options() {
    return keys.isEmpty()
        ? EntryOptions.NONE
        : new EntryOptions(text.toString(), digestRequired, namespaces, end);
  }
}
