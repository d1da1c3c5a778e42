package io.langop.operator.allowlist;

import io.langop.operator.image.VisibleText;
import java.util.Comparator;
import java.util.Objects;

/**
 * The repositories that an entry of the allowlist is about. Two are equal when these are the same,
 * however they are written.
 *
 * @param text as written, without options, comment and surrounding space
 * @param wildcard whether any DNS labels may stand before the host
 * @param host in lower case; {@code docker.io} for its alias
 * @param port digits; empty when the entry has none, which is a registry without a port
 * @param path a repository, with everything below it; empty for all
 * @param below whether only what is below the path is meant, and not the repository of that name
 */
public record RegistryPattern(
    String text, boolean wildcard, String host, String port, String path, boolean below)
    implements ParsedPattern, Comparable<RegistryPattern> {

  private static final String OFFICIAL = "library/";

  private static final Comparator<RegistryPattern> ORDER =
      Comparator.comparing(RegistryPattern::host)
          .thenComparing(RegistryPattern::path)
          .thenComparing(RegistryPattern::port)
          .thenComparing(RegistryPattern::wildcard)
          .thenComparing(RegistryPattern::below);

  /** Never throws; the text is one entry, without options, comment and surrounding space. */
  public static ParsedPattern parse(String text) {
    return PatternParser.parse(text);
  }

  /** Host and port, in the spelling that an image's registry is compared with. */
  public String registry() {
    return port.isEmpty() ? host : host + ':' + port;
  }

  /** Whether it is about an official image of Docker Hub, and written without {@code library/}. */
  public boolean isShortForOfficial() {
    return !below && path.startsWith(OFFICIAL) && !text.contains('/' + OFFICIAL);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegistryPattern that
        && wildcard == that.wildcard
        && host.equals(that.host)
        && port.equals(that.port)
        && path.equals(that.path)
        && below == that.below;
  }

  @Override
  public int hashCode() {
    return Objects.hash(wildcard, host, port, path, below);
  }

  @Override
  public int compareTo(RegistryPattern other) {
    return ORDER.compare(this, other);
  }

  /** As written; shortened when it is very long. */
  @Override
  public String toString() {
    return VisibleText.of(text);
  }
}
