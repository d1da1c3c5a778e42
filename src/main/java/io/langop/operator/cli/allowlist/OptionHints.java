package io.langop.operator.cli.allowlist;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.cli.output.DidYouMean;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the option that was probably meant where a line has a word that is none. */
public final class OptionHints {

  /** How each option is written. */
  private static final Map<String, String> FORMS =
      Map.of("digest", "digest=required", "namespaces", "namespaces=NAME", "until", "until=TIME");

  private static final Pattern SPACE = Pattern.compile("[ \\t]+");
  private static final Pattern KEY = Pattern.compile("([A-Za-z]+)(=?).*");

  private OptionHints() {}

  /**
   * A sentence with a space before it, or nothing.
   *
   * @param entry with its options, without comment
   */
  public static String of(String entry) {
    String[] words = SPACE.split(entry.strip());
    if (!isEntry(words[0])) {
      return "";
    }
    for (int i = 1; i < words.length; i++) {
      if (!isEntry(words[0] + " " + words[i])) {
        return ofWord(words[i]);
      }
    }
    return "";
  }

  private static boolean isEntry(String text) {
    return AllowlistEntry.parse(text) instanceof AllowlistEntry;
  }

  private static String ofWord(String word) {
    Matcher key = KEY.matcher(word);
    if (!key.matches() || FORMS.containsKey(key.group(1)) && !key.group(2).isEmpty()) {
      return ""; // the option exists, and the reason says what is wrong with its value
    }
    return DidYouMean.closest(key.group(1), FORMS.keySet())
        .map(
            meant -> " Did you mean '" + (key.group(2).isEmpty() ? FORMS.get(meant) : meant) + "'?")
        .orElse("");
  }
}
