package io.langop.operator.allowlist;

import io.langop.operator.image.ImageReference;
import io.langop.operator.image.InvalidImageReference;
import io.langop.operator.image.VisibleText;

/**
 * The rules that an entry has to keep beyond those of an image reference. Each method gives null or
 * the reason, as the end of a sentence for the administrator who wrote the entry.
 */
final class InvalidPatternReason {

  private static final int MAX_HOST = 253;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_PORT_DIGITS = 5;

  private InvalidPatternReason() {}

  static String ofSyntax(String text, String body) {
    if (text == null || text.isEmpty()) {
      return "it is empty";
    }
    if (text.equals("-")) {
      return "it begins with '-' as in a YAML list: write one entry a line and nothing else";
    }
    if (isQuoted(text)) {
      return "it is written as JSON or YAML: write one entry a line, without quotes and brackets";
    }
    if (text.equals("*")) {
      return "'*' alone would allow every registry: list the registries";
    }
    if (body.indexOf('*') >= 0) {
      return "'*' stands only for whole labels at the start, as in *.example.com";
    }
    if (body.indexOf(' ') >= 0 || body.indexOf('\t') >= 0) {
      return "it contains white space: write one entry a line";
    }
    if (body.indexOf(',') >= 0) {
      return "it contains ',': write one entry a line";
    }
    if (body.startsWith("[") && text.startsWith("*")) {
      return ofWildcardAddress();
    }
    return !body.isEmpty() && body.indexOf('/') == body.length() - 1 ? ofNoPath(body) : null;
  }

  private static String ofNoPath(String body) {
    String registry = body.substring(0, body.length() - 1);
    boolean word = !registry.isEmpty() && registry.matches("[a-z0-9_-]+");
    return word && !registry.equals("localhost")
        ? ofNoRegistry(registry) + VisibleText.of(registry) + "/"
        : "it ends with '/' but has no path: for all of a registry leave the '/' out";
  }

  /** IPv6 addresses have brackets, too. */
  private static boolean isQuoted(String text) {
    char first = text.charAt(0);
    boolean address = first == '[' && text.indexOf(':') >= 0 && text.indexOf(']') >= 0;
    return text.indexOf('"') >= 0
        || text.indexOf('\'') >= 0
        || "[]{}".indexOf(first) >= 0 && !address;
  }

  /** What the parser of image references has against the entry, in the words of an entry. */
  static String ofRefusal(String registry, InvalidImageReference refused) {
    int colon = registry.indexOf(':');
    boolean word =
        colon > 0
            && colon == registry.lastIndexOf(':')
            && colon < registry.length() - 1
            && registry.indexOf('@') < 0
            && registry.indexOf('[') < 0
            && !Ascii.isDigits(registry.substring(colon + 1));
    return word
        ? "'"
            + VisibleText.of(registry.substring(colon))
            + "' is not a port, and an entry has no tag"
        : refused.reason();
  }

  static String ofSuffix(ImageReference image) {
    if (image.hasDigest()) {
      return "it has a digest: an entry allows a repository as a whole";
    }
    return image.hasTag() ? "it has a tag: an entry allows a repository as a whole" : null;
  }

  static String ofNoRegistry(String registry, String path) {
    String repository = path.isEmpty() ? "library/" + registry : registry + "/" + path;
    return ofNoRegistry(registry) + VisibleText.of(repository);
  }

  private static String ofNoRegistry(String registry) {
    return "'" + VisibleText.of(registry) + "' is not a registry: for Docker Hub write docker.io/";
  }

  static String ofHost(String host, boolean wildcard) {
    if (wildcard && isNumeric(host.substring(host.lastIndexOf('.') + 1))) {
      return ofWildcardAddress();
    }
    return host.length() > MAX_HOST ? "its host is longer than " + MAX_HOST + " characters" : null;
  }

  private static String ofWildcardAddress() {
    return "a wildcard stands for DNS labels, never for part of an IP address";
  }

  /** A host whose last label is a number, decimal or hexadecimal, is an IPv4 address. */
  private static boolean isNumeric(String label) {
    if (!label.startsWith("0x") && !label.startsWith("0X")) {
      return Ascii.isDigits(label);
    }
    for (int i = 2; i < label.length(); i++) {
      if (Character.digit(label.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  static String ofPort(String port) {
    boolean valid =
        Ascii.isDigits(port)
            && port.charAt(0) != '0'
            && port.length() <= MAX_PORT_DIGITS
            && Integer.parseInt(port) <= MAX_PORT;
    return valid ? null : "its port is not a number from 1 to " + MAX_PORT;
  }
}
