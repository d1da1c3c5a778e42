package io.langop.operator.image;

/** The character classes of the grammar. All are ASCII; the JDK's own classes are Unicode. */
final class ReferenceCharacters {

  private ReferenceCharacters() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isLowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || isDigit(c);
  }

  static boolean isAlphanumeric(char c) {
    return isLowerOrDigit(c) || isUpper(c);
  }

  static boolean isTagCharacter(char c, boolean first) {
    return isAlphanumeric(c) || c == '_' || (!first && (c == '.' || c == '-'));
  }

  static boolean isHex(char c) {
    int lower = c | 0x20;
    return isDigit(c) || (lower >= 'a' && lower <= 'f');
  }

  static boolean isLowerHex(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isDigit(c) && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
