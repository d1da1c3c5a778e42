package io.langop.operator.allowlist;

import io.langop.operator.image.ImageReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the entry that allows an image. One walk over the registry from its end meets every suffix
 * that starts at a label and is no longer than the longest entry, so the cost depends on the length
 * of the name and not on the number of entries.
 *
 * <p>An IP address needs no special case here: no wildcard's base ends in a number or a bracket.
 */
final class RegistryIndex {

  private final Map<String, PathScopes> exact = new HashMap<>();

  /** By the base of the wildcard, without the asterisk and its dot. */
  private final Map<String, PathScopes> wildcards = new HashMap<>();

  /** The parts of a host that are longer are not looked up: an image may name any host. */
  private final int longestWildcard;

  /**
   * @param entries distinct
   */
  RegistryIndex(List<AllowlistEntry> entries) {
    for (AllowlistEntry entry : entries) {
      RegistryPattern pattern = entry.pattern();
      (pattern.wildcard() ? wildcards : exact)
          .computeIfAbsent(pattern.registry(), registry -> new PathScopes())
          .add(entry);
    }
    longestWildcard = wildcards.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /** The most specific host decides which entry is named; whether one is found depends on all. */
  Search search(ImageReference image, String namespace, long second) {
    Search search = new Search(image, namespace, second);
    String registry = Ascii.lower(image.registry());
    for (int dot = registry.lastIndexOf('.');
        dot >= 0 && registry.length() - dot - 1 <= longestWildcard;
        dot = registry.lastIndexOf('.', dot - 1)) {
      meet(search, wildcards.get(registry.substring(dot + 1)), image);
    }
    meet(search, wildcards.get(registry), image);
    meet(search, exact.get(registry), image);
    return search;
  }

  private static void meet(Search search, PathScopes scopes, ImageReference image) {
    if (scopes != null) {
      scopes.meet(search, image.repository());
    }
  }
}
