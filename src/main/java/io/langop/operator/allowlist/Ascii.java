package io.langop.operator.allowlist;

/**
 * Letter case as host names know it: A to Z and nothing else. The JDK's own folding also equates
 * the Kelvin sign with k and the dotless ı with i, which would let look-alikes pass.
 */
final class Ascii {

  private Ascii() {}

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (lower(text.charAt(i)) != text.charAt(i)) {
        char[] chars = text.toCharArray();
        for (int j = i; j < chars.length; j++) {
          chars[j] = lower(chars[j]);
        }
        return new String(chars);
      }
    }
    return text;
  }

  static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
