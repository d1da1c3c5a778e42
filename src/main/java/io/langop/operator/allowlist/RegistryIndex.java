package io.langop.operator.allowlist;

import io.langop.operator.image.ImageReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the entry that allows an image. One walk over the registry from its end meets every suffix
 * that starts at a label, so the cost depends on the length of the name and not on the list.
 *
 * <p>An IP address needs no special case here: no wildcard's base ends in a number or a bracket.
 */
final class RegistryIndex {

  private final Map<String, PathScopes> exact = new HashMap<>();

  /** By the base of the wildcard, without the asterisk and its dot. */
  private final Map<String, PathScopes> wildcards = new HashMap<>();

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
  }

  /** The most specific host decides which entry is named; whether one is found depends on all. */
  Search search(ImageReference image, String namespace, long second) {
    Search search = new Search(image, namespace, second);
    String registry = Ascii.lower(image.registry());
    if (!wildcards.isEmpty()) {
      for (int dot = registry.lastIndexOf('.');
          dot >= 0;
          dot = registry.lastIndexOf('.', dot - 1)) {
        meet(search, wildcards.get(registry.substring(dot + 1)), image);
      }
      meet(search, wildcards.get(registry), image);
    }
    meet(search, exact.get(registry), image);
    return search;
  }

  private static void meet(Search search, PathScopes scopes, ImageReference image) {
    if (scopes != null) {
      scopes.meet(search, image.repository());
    }
  }
}
