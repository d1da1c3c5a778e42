package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a JSON value is kept: all of it, or some of its fields. Arrays are looked through:
 * what is said of an array holds for each of its elements.
 */
final class Kept {

  /** All of a value. */
  static final Kept ALL = new Kept();

  private static final String PATH_SEPARATOR = " ";

  private static final Pattern SUFFIX =
      Pattern.compile(
          "(?:<(?<limit>[0-9]+))?(?:~(?<most>[0-9]+))?(?:[?](?<field>[^=]+)=(?<value>.+))?");

  /** Empty when everything below is kept. */
  private final Map<String, Kept> fields = new HashMap<>();

  private int limit = Integer.MAX_VALUE;
  private int most = Integer.MAX_VALUE;
  private String elementField;
  private String elementValue;

  private Kept() {}

  /**
   * Keeps these paths and all that is below them. The names in a path are separated by spaces,
   * since names of labels contain dots. A path may end with
   *
   * <ul>
   *   <li>{@code <8192}: with more weight than that below it, the whole copy is given up
   *   <li>{@code ~1024}: a value, or an element of an array, with more weight than that is left
   *       out, and so is a value that is an object or array; the rest of the copy is kept
   *   <li>{@code ?field=value}: only those elements of an array that have this value
   * </ul>
   */
  static Kept of(String... paths) {
    Kept root = new Kept();
    for (String path : paths) {
      Kept place = root;
      for (String segment : path.split(PATH_SEPARATOR)) {
        String name = segment.replaceFirst("[<~?].*", "");
        place = place.fields.computeIfAbsent(name, field -> new Kept());
        place.refine(segment.substring(name.length()));
      }
    }
    return root;
  }

  private void refine(String suffix) {
    Matcher matcher = SUFFIX.matcher(suffix);
    if (matcher.matches() && matcher.group("limit") != null) {
      limit = Integer.parseInt(matcher.group("limit"));
    }
    if (matcher.matches() && matcher.group("most") != null) {
      most = Integer.parseInt(matcher.group("most"));
    }
    if (matcher.matches() && matcher.group("field") != null) {
      elementField = matcher.group("field");
      elementValue = matcher.group("value");
    }
  }

  /** What is kept of a field; {@code null} when nothing is. */
  Kept field(String name) {
    return fields.isEmpty() ? ALL : fields.get(name);
  }

  /** The weight that the copy may have here. */
  int limit() {
    return limit;
  }

  /** Whether a value is left out, instead of the whole copy given up, when it weighs too much. */
  boolean leavesOut() {
    return most < Integer.MAX_VALUE;
  }

  /** The weight that a value may have, or an element of an array, if it is not to be left out. */
  int most() {
    return most;
  }

  /** Whether only some elements of the array are kept. */
  boolean selectsElements() {
    return elementField != null;
  }

  /** Whether an element is one of those that are kept. */
  boolean selects(TokenBuffer element) throws IOException {
    try (JsonParser parser = element.asParserOnFirstToken()) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean condition = parser.currentName().equals(elementField);
        parser.nextToken();
        if (condition) {
          return elementValue.equals(parser.getText());
        }
        parser.skipChildren();
      }
      return false;
    }
  }
}
