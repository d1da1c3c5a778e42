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
  private final String allowed;

  /**
   * @param entries distinct
   * @param allowed the entries for a person, part of every denial
   */
  RegistryIndex(List<RegistryPattern> entries, String allowed) {
    this.allowed = allowed;
    for (RegistryPattern entry : entries) {
      scopes(entry.wildcard() ? wildcards : exact, entry.registry()).add(entry);
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

  /** The entries for a person. */
  String allowed() {
    return allowed;
  }

  /** The most specific host decides which entry is named; whether one is found depends on all. */
  Verdict decide(ImageReference image) {
    String registry = image.registry();
    boolean hostListed = false;
    RegistryPattern match = null;
    int hash = seed;
    for (int i = registry.length(); i >= 0; i--) {
      if (i == 0 || registry.charAt(i - 1) == '.') {
        PathScopes scopes = wildcards.get(registry, i, registry.length(), hash);
        if (scopes != null) {
          hostListed = true;
          RegistryPattern found = scopes.match(image.repository());
          match = found != null ? found : match;
        }
      }
      if (i > 0) {
        hash = SliceTable.extend(hash, registry.charAt(i - 1));
      }
    }
    PathScopes scopes = exact.get(registry, 0, registry.length(), hash);
    if (scopes != null) {
      hostListed = true;
      RegistryPattern found = scopes.match(image.repository());
      match = found != null ? found : match;
    }
    return match != null
        ? new Verdict.Allowed(image, match)
        : new Verdict.Denied(image, hostListed, allowed);
  }
}
