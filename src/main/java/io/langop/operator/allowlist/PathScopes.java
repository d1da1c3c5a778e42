package io.langop.operator.allowlist;

/** What one host, or everything under one wildcard, is allowed: all of it, or some paths. */
final class PathScopes {

  private final SliceTable<RegistryPattern> paths;
  private RegistryPattern everything;

  PathScopes(int seed) {
    paths = new SliceTable<>(seed);
  }

  void add(RegistryPattern entry) {
    if (entry.path().isEmpty()) {
      everything = entry;
    } else {
      paths.put(entry.path(), paths.hashFromStart(entry.path()), entry);
    }
  }

  /** The entry that allows the repository or one of its parents; null when none does. */
  RegistryPattern match(String repository) {
    if (everything != null) {
      return everything;
    }
    int hash = paths.start();
    for (int i = 0; i < repository.length(); i++) {
      char c = repository.charAt(i);
      if (c == '/') {
        RegistryPattern parent = paths.get(repository, 0, i, hash);
        if (parent != null) {
          return parent;
        }
      }
      hash = SliceTable.extend(hash, c);
    }
    return paths.get(repository, 0, repository.length(), hash);
  }
}
