package io.langop.operator.image;

import static io.langop.operator.image.ReferenceCharacters.isAlphanumeric;
import static io.langop.operator.image.ReferenceCharacters.isDigit;
import static io.langop.operator.image.ReferenceCharacters.isHex;
import static io.langop.operator.image.ReferenceCharacters.isLowerHex;
import static io.langop.operator.image.ReferenceCharacters.isLowerOrDigit;
import static io.langop.operator.image.ReferenceCharacters.isTagCharacter;
import static io.langop.operator.image.ReferenceCharacters.isUpper;

/**
 * Recognises an image reference in one pass over the text. It only says yes or no; why not is the
 * question of {@link InvalidReferenceReason}. The rules are those of {@code
 * github.com/distribution/reference} v0.6.0, without its regular expressions, because every
 * decision of the operator starts here.
 */
final class ReferenceScanner {

  static final String DOCKER_HUB = "docker.io";
  static final String OFFICIAL = "library/";
  static final int MAX_REPOSITORY = 255;
  static final int MAX_TAG = 128;

  /** Length of {@code sha256:} and its siblings. */
  static final int ALGORITHM_LENGTH = 7;

  private static final String DOCKER_HUB_ALIAS = "index.docker.io";
  private static final String LOCALHOST = "localhost";
  private static final int IDENTIFIER_LENGTH = 64;

  private ReferenceScanner() {}

  /** Null when the text is no reference: no wrapper on the way that every decision takes. */
  static ImageReference scan(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return isIdentifier(text) ? null : scanRemainder(text, DOCKER_HUB, 0);
    }
    if (!isRegistry(text, slash)) {
      return scanRemainder(text, DOCKER_HUB, 0);
    }
    return isHost(text, slash) ? scanRemainder(text, registry(text, slash), slash + 1) : null;
  }

  private static ImageReference scanRemainder(String text, String registry, int start) {
    int pathEnd = pathEnd(text, start);
    if (pathEnd < 0) {
      return null;
    }
    int tagEnd = pathEnd;
    if (hasTagAt(text, pathEnd)) {
      tagEnd = tagEnd(text, pathEnd + 1);
      if (tagEnd < 0) {
        return null;
      }
    }
    if (tagEnd < text.length() && !isDigest(text, tagEnd + 1)) {
      return null;
    }
    String repository = repository(registry, text.substring(start, pathEnd));
    if (repository.length() > MAX_REPOSITORY) {
      return null;
    }
    String tag = tagEnd > pathEnd ? text.substring(pathEnd + 1, tagEnd) : "";
    String digest = tagEnd < text.length() ? text.substring(tagEnd + 1) : "";
    return new ImageReference(registry, repository, tag, digest);
  }

  /** 64 lower-case hexadecimal digits alone are an image ID, which names no registry at all. */
  static boolean isIdentifier(String text) {
    return text.length() == IDENTIFIER_LENGTH && isLowerHex(text, 0);
  }

  /** Whether the component before the first slash is a registry rather than a part of the path. */
  static boolean isRegistry(String text, int slash) {
    for (int i = 0; i < slash; i++) {
      char c = text.charAt(i);
      if (c == '.' || c == ':' || isUpper(c)) {
        return true;
      }
    }
    return slash == LOCALHOST.length() && text.startsWith(LOCALHOST);
  }

  private static String registry(String text, int end) {
    boolean hub =
        (end == DOCKER_HUB.length() && text.startsWith(DOCKER_HUB))
            || (end == DOCKER_HUB_ALIAS.length() && text.startsWith(DOCKER_HUB_ALIAS));
    return hub ? DOCKER_HUB : text.substring(0, end);
  }

  static String repository(String registry, String path) {
    return registry.equals(DOCKER_HUB) && path.indexOf('/') < 0 ? OFFICIAL + path : path;
  }

  /** DNS labels, an IPv4 address or a bracketed IPv6 address, each with an optional port. */
  static boolean isHost(String text, int end) {
    int hostEnd = text.charAt(0) == '[' ? ipv6End(text, end) : labelsEnd(text, end);
    if (hostEnd < 0 || hostEnd == end) {
      return hostEnd == end;
    }
    int port = hostEnd + 1;
    int i = port;
    while (i < end && isDigit(text.charAt(i))) {
      i++;
    }
    return text.charAt(hostEnd) == ':' && i == end && i > port;
  }

  private static int labelsEnd(String text, int end) {
    int i = 0;
    while (true) {
      int label = i;
      while (i < end && (isAlphanumeric(text.charAt(i)) || text.charAt(i) == '-')) {
        i++;
      }
      if (i == label || text.charAt(label) == '-' || text.charAt(i - 1) == '-') {
        return -1;
      }
      if (i == end || text.charAt(i) != '.') {
        return i;
      }
      i++;
    }
  }

  private static int ipv6End(String text, int end) {
    int i = 1;
    while (i < end && (isHex(text.charAt(i)) || text.charAt(i) == ':')) {
      i++;
    }
    return i > 1 && i < end && text.charAt(i) == ']' ? i + 1 : -1;
  }

  /**
   * The index of the {@code :} or {@code @} after the path, or the length of the text; the bitwise
   * complement of the offending index when the path is malformed there.
   */
  static int pathEnd(String text, int start) {
    int length = text.length();
    int i = start;
    while (true) {
      int run = i;
      while (i < length && isLowerOrDigit(text.charAt(i))) {
        i++;
      }
      if (i == run) {
        return ~i;
      }
      if (i == length) {
        return i;
      }
      switch (text.charAt(i)) {
        case ':', '@' -> {
          return i;
        }
        case '/', '.' -> i++;
        case '_' -> i += text.startsWith("__", i) ? 2 : 1;
        case '-' -> {
          while (i < length && text.charAt(i) == '-') {
            i++;
          }
        }
        default -> {
          return ~i;
        }
      }
    }
  }

  static boolean hasTagAt(String text, int index) {
    return index < text.length() && text.charAt(index) == ':';
  }

  /** The index of the {@code @} after the tag, or the length of the text; negative if malformed. */
  static int tagEnd(String text, int start) {
    int i = start;
    while (i < text.length() && isTagCharacter(text.charAt(i), i == start)) {
      i++;
    }
    boolean ended = i == text.length() || text.charAt(i) == '@';
    return ended && i > start && i - start <= MAX_TAG ? i : -1;
  }

  static boolean isDigest(String text, int start) {
    int digits = digestLength(text, start);
    return digits > 0
        && digits == text.length() - start - ALGORITHM_LENGTH
        && isLowerHex(text, start + ALGORITHM_LENGTH);
  }

  /** The number of hexadecimal digits that the algorithm at this place asks for; -1 if unknown. */
  static int digestLength(String text, int start) {
    if (text.startsWith("sha256:", start)) {
      return 64;
    }
    if (text.startsWith("sha384:", start)) {
      return 96;
    }
    return text.startsWith("sha512:", start) ? 128 : -1;
  }
}
