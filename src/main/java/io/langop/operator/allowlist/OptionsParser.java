package io.langop.operator.allowlist;

import io.langop.operator.image.VisibleText;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Reads the options of one entry, one word at a time. */
final class OptionsParser {

  private static final int LONGEST_NAME = 63;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern BEGINNING = Pattern.compile("[a-z0-9][-a-z0-9]*");

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
    Set<String> names = new HashSet<>();
    Set<String> beginnings = new HashSet<>();
    for (String name : value.split(",", -1)) {
      String reason = name(name, names, beginnings);
      if (reason != null) {
        return reason;
      }
    }
    namespaces = new NamespaceNames(value, names, beginnings);
    return null;
  }

  private static String name(String name, Set<String> names, Set<String> beginnings) {
    if (name.equals("*")) {
      return "namespaces=* would be every namespace: leave the option out";
    }
    boolean begins = name.endsWith("*");
    String checked = begins ? name.substring(0, name.length() - 1) : name;
    if (checked.length() > LONGEST_NAME
        || !(begins ? BEGINNING : NAME).matcher(checked).matches()) {
      return "'"
          + VisibleText.of(name)
          + "' is no name of a namespace, and '*' stands only at the end of one";
    }
    (begins ? beginnings : names).add(checked);
    return null;
  }

  EntryOptions options() {
    return keys.isEmpty()
        ? EntryOptions.NONE
        : new EntryOptions(text.toString(), digestRequired, namespaces, end);
  }
}
