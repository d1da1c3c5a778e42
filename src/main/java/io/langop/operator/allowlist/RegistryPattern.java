package io.langop.operator.allowlist;

import io.langop.operator.image.VisibleText;
import java.util.Objects;

/**
 * One valid entry of the allowlist. Two are equal when they allow the same, however they are
 * written.
 *
 * @param text the entry as written, without comment and surrounding space
 * @param wildcard whether any DNS labels may stand before the host
 * @param host in lower case; {@code docker.io} for its alias
 * @param port digits; empty when the entry has none, which is a registry without a port
 * @param path the repository that is allowed with everything below it; empty for all
 */
public record RegistryPattern(String text, boolean wildcard, String host, String port, String path)
    implements ParsedPattern {

  /** Never throws; the text is one entry, already without comment and surrounding space. */
  public static ParsedPattern parse(String text) {
    return PatternParser.parse(text);
  }

  /** Host and port, in the spelling that an image's registry is compared with. */
  public String registry() {
    return port.isEmpty() ? host : host + ':' + port;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegistryPattern that
        && wildcard == that.wildcard
        && host.equals(that.host)
        && port.equals(that.port)
        && path.equals(that.path);
  }

  @Override
  public int hashCode() {
    return Objects.hash(wildcard, host, port, path);
  }

  /** As written; shortened when it is very long. */
  @Override
  public String toString() {
    return VisibleText.of(text);
  }
}
