package io.langop.operator.image;

import java.util.Locale;

/**
 * Says why a text is no image reference, as the end of a sentence for the person who wrote it. Runs
 * only for texts that {@link ReferenceScanner} refused, so it may take its time.
 */
final class InvalidReferenceReason {

  static final String EMPTY = "it is empty";

  private InvalidReferenceReason() {}

  static String of(String text) {
    String reason = ofWholeText(text);
    if (reason != null) {
      return reason;
    }
    int slash = text.indexOf('/');
    boolean registry = slash >= 0 && ReferenceScanner.isRegistry(text, slash);
    if (registry && !ReferenceScanner.isHost(text, slash)) {
      return InvalidHostReason.of(text.substring(0, slash));
    }
    int start = registry ? slash + 1 : 0;
    int pathEnd = ReferenceScanner.pathEnd(text, start);
    if (pathEnd < 0) {
      return ofPath(text, start, ~pathEnd);
    }
    int tagEnd = pathEnd;
    if (ReferenceScanner.hasTagAt(text, pathEnd)) {
      tagEnd = ReferenceScanner.tagEnd(text, pathEnd + 1);
      if (tagEnd < 0) {
        return ofTag(text, pathEnd + 1);
      }
    }
    if (tagEnd < text.length() && !ReferenceScanner.isDigest(text, tagEnd + 1)) {
      return ofDigest(text, tagEnd + 1);
    }
    return "the repository is longer than "
        + ReferenceScanner.MAX_REPOSITORY
        + " characters (the registry not counted)";
  }

  private static String ofWholeText(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    String character = ofForeignCharacter(text);
    if (character != null) {
      return character;
    }
    int scheme = text.indexOf("://");
    if (scheme >= 0) {
      return "it has a scheme: write it without '"
          + VisibleText.of(text.substring(0, scheme + 3))
          + "'";
    }
    if (ReferenceScanner.isIdentifier(text)) {
      return "64 hexadecimal digits alone are an image ID, which names no repository";
    }
    if (text.startsWith("/")) {
      return "it starts with '/'";
    }
    if (text.endsWith("/")) {
      return "it ends with '/'";
    }
    if (text.contains("//")) {
      return "it contains '//'";
    }
    int slash = text.indexOf('/');
    int at = text.indexOf('@');
    if (at >= 0 && at < slash) {
      return "it has a user name before the registry, or a digest before the end";
    }
    return text.contains("..") ? "it contains '..'" : null;
  }

  private static String ofForeignCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' || (c >= '\t' && c <= '\r')) {
        return "it contains white space";
      }
      if (c < ' ' || c == 0x7f) {
        return "it contains the control character " + codePoint(c);
      }
      if (c > 0x7f) {
        return "it contains the non-ASCII character " + codePoint(text.codePointAt(i));
      }
    }
    return null;
  }

  private static String codePoint(int codePoint) {
    return String.format(Locale.ROOT, "U+%04X", codePoint);
  }

  private static String ofPath(String text, int start, int at) {
    if (at == text.length()) {
      return at == start
          ? "the repository is empty"
          : "the repository ends with '" + text.charAt(at - 1) + "'";
    }
    char c = text.charAt(at);
    if (ReferenceCharacters.isUpper(c)) {
      return "the repository has upper-case letters: write it in lower case";
    }
    if ("._-/:@".indexOf(c) < 0) {
      return "the repository contains " + VisibleText.quote(c);
    }
    return at == start || text.charAt(at - 1) == '/'
        ? "a part of the repository is empty or begins with '" + c + "'"
        : "the repository contains '" + text.charAt(at - 1) + c + "'";
  }

  private static String ofTag(String text, int start) {
    int at = text.indexOf('@', start);
    int end = at < 0 ? text.length() : at;
    if (start == end) {
      return "the tag after ':' is empty";
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!ReferenceCharacters.isTagCharacter(c, i == start)) {
        return i == start && (c == '.' || c == '-')
            ? "the tag begins with '" + c + "'"
            : "the tag contains " + VisibleText.quote(c);
      }
    }
    return "the tag has "
        + (end - start)
        + " characters, at most "
        + ReferenceScanner.MAX_TAG
        + " are allowed";
  }

  private static String ofDigest(String text, int start) {
    int digits = ReferenceScanner.digestLength(text, start);
    if (digits < 0) {
      int colon = text.indexOf(':', start);
      return colon < 0
          ? "the digest after '@' is not of the form sha256:<64 hexadecimal digits>"
          : "the digest algorithm '"
              + VisibleText.of(text.substring(start, colon))
              + "' is none of sha256, sha384, sha512";
    }
    String algorithm = text.substring(start, start + ReferenceScanner.ALGORITHM_LENGTH - 1);
    int actual = text.length() - start - ReferenceScanner.ALGORITHM_LENGTH;
    return actual == digits
        ? "the " + algorithm + " digest has other characters than 0-9 and a-f"
        : "the " + algorithm + " digest has " + actual + " characters, it needs " + digits;
  }
}
