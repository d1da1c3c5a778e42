package io.langop.operator.allowlist;

import io.langop.operator.image.ImageReference;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds the entry that allows an image. One walk over the registry from its end meets every suffix
 * that starts at a label, so the cost depends on the length of the name and not on the list.
 *
 * <p>An IP address needs no special case here: no wildcard's base ends in a number or a bracket.
 */
final class RegistryIndex {

  private final int seed = ThreadLocalRandom.current().nextInt();
  private final SliceTable<PathScopes> exact = new SliceTable<>(seed);
  private final SliceTable<PathScopes> wildcards = new SliceTable<>(seed);

  /**
   * @param entries distinct
   */
  RegistryIndex(List<AllowlistEntry> entries) {
    for (AllowlistEntry entry : entries) {
      RegistryPattern pattern = entry.pattern();
      scopes(pattern.wildcard() ? wildcards : exact, pattern.registry()).add(entry);
    }
  }

  private PathScopes scopes(SliceTable<PathScopes> table, String registry) {
    int hash = table.hashFromEnd(registry);
    PathScopes scopes = table.get(registry, 0, registry.length(), hash);
    if (scopes == null) {
      scopes = new PathScopes(seed);
      table.put(registry, hash, scopes);
    }
    return scopes;
  }

  /** The most specific host decides which entry is named; whether one is found depends on all. */
  Search search(ImageReference image, String namespace, long second) {
    Search search = new Search(image, namespace, second);
    String registry = image.registry();
    int hash = seed;
    for (int i = registry.length(); i >= 0; i--) {
      if (i == 0 || registry.charAt(i - 1) == '.') {
        meet(search, wildcards.get(registry, i, registry.length(), hash), image);
      }
      if (i > 0) {
        hash = SliceTable.extend(hash, registry.charAt(i - 1));
      }
    }
    meet(search, exact.get(registry, 0, registry.length(), hash), image);
    return search;
  }

  private static void meet(Search search, PathScopes scopes, ImageReference image) {
    if (scopes != null) {
      scopes.meet(search, image.repository());
    }
  }
}
