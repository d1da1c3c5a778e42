package io.langop.operator.allowlist;

import io.langop.operator.image.ImageReference;
import io.langop.operator.image.InvalidImageReference;
import io.langop.operator.image.ParsedImage;

/**
 * Reads one entry. Host and path are read by the parser of image references, so an entry and the
 * image that it is to allow can never be understood differently.
 */
final class PatternParser {

  private static final String WILDCARD = "*.";
  private static final String DOCKER_HUB = "docker.io";
  private static final String DOCKER_HUB_ALIAS = "index.docker.io";

  /** Stands for any label before a wildcard's base, and for any repository of a registry. */
  private static final String ANY = "x";

  private PatternParser() {}

  static ParsedPattern parse(String text) {
    boolean wildcard = text != null && text.startsWith(WILDCARD);
    String body = wildcard ? text.substring(WILDCARD.length()) : text;
    String reason = InvalidPatternReason.ofSyntax(text, body);
    if (reason != null) {
      return new InvalidPattern(reason);
    }
    int slash = body.indexOf('/');
    String written = slash < 0 ? body : body.substring(0, slash);
    String registry = wildcard ? written : normalised(written);
    String path = slash < 0 ? "" : body.substring(slash + 1);
    boolean below = path.endsWith("/");
    ParsedImage parsed =
        ImageReference.parse(
            (wildcard ? ANY + "." : "")
                + registry
                + "/"
                + (path.isEmpty() || below ? path + ANY : path));
    if (parsed instanceof ImageReference image) {
      return pattern(text, wildcard, registry, path, below, image);
    }
    String refusal = InvalidPatternReason.ofRefusal(registry, (InvalidImageReference) parsed);
    return new InvalidPattern(wildcard ? refusal.replace("'" + ANY + ".", "'*.") : refusal);
  }

  private static ParsedPattern pattern(
      String text,
      boolean wildcard,
      String registry,
      String path,
      boolean below,
      ImageReference image) {
    int colon = portColon(registry);
    String host = colon < 0 ? registry : registry.substring(0, colon);
    String port = colon < 0 ? "" : registry.substring(colon + 1);
    String reason = InvalidPatternReason.ofSuffix(image);
    if (reason == null && !wildcard && !image.registry().equals(registry)) {
      reason = InvalidPatternReason.ofNoRegistry(registry, path);
    }
    if (reason == null) {
      reason = InvalidPatternReason.ofHost(host, wildcard);
    }
    if (reason == null && colon >= 0) {
      reason = InvalidPatternReason.ofPort(port);
    }
    return reason != null
        ? new InvalidPattern(reason)
        : new RegistryPattern(
            text, wildcard, Ascii.lower(host), port, path(path, below, image), below);
  }

  private static String path(String written, boolean below, ImageReference image) {
    if (written.isEmpty()) {
      return "";
    }
    return below
        ? image.repository().substring(0, image.repository().length() - ("/" + ANY).length())
        : image.repository();
  }

  /** Docker Hub has one name here, so that the rules for its images apply to its entries too. */
  private static String normalised(String registry) {
    String lower = Ascii.lower(registry);
    return lower.equals(DOCKER_HUB) || lower.equals(DOCKER_HUB_ALIAS) ? DOCKER_HUB : registry;
  }

  private static int portColon(String registry) {
    int colon = registry.lastIndexOf(':');
    return colon > registry.indexOf(']') ? colon : -1;
  }
}
