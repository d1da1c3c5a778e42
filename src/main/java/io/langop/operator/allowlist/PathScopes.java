package io.langop.operator.allowlist;

/** What one host, or everything under one wildcard, is allowed: all of it, or some paths. */
final class PathScopes {

  private static final String DOCKER_HUB = "docker.io";
  private static final String OFFICIAL = "library/";

  /** By paths that are allowed with what is below them. */
  private final SliceTable<Alternatives> paths;

  /** By paths of which only what is below them is allowed; null when there is none. */
  private SliceTable<Alternatives> below;

  private Alternatives everything;

  /** The entry for everything that asks for nothing more; null when each does. */
  private AllowlistEntry unconditional;

  /** When the last entry with a path ends, in seconds; long ago when there is none. */
  private long lastEnd = Long.MIN_VALUE;

  /** Whether an image can be taken for one below an official image of Docker Hub. */
  private boolean dockerHub;

  private final int seed;

  PathScopes(int seed) {
    this.seed = seed;
    this.paths = new SliceTable<>(seed);
  }

  void add(AllowlistEntry entry) {
    RegistryPattern pattern = entry.pattern();
    dockerHub |= !pattern.wildcard() && pattern.registry().equals(DOCKER_HUB);
    if (pattern.path().isEmpty()) {
      everything = everything == null ? new Alternatives() : everything;
      everything.add(entry);
      if (unconditional == null && entry.options().isEmpty()) {
        unconditional = entry;
      }
      return;
    }
    lastEnd = Math.max(lastEnd, entry.options().endSecond());
    if (pattern.below() && below == null) {
      below = new SliceTable<>(seed);
    }
    alternatives(pattern.below() ? below : paths, pattern.path()).add(entry);
  }

  private static Alternatives alternatives(SliceTable<Alternatives> table, String path) {
    int hash = table.hashFromStart(path);
    Alternatives known = table.get(path, 0, path.length(), hash);
    if (known != null) {
      return known;
    }
    Alternatives created = new Alternatives();
    table.put(path, hash, created);
    return created;
  }

  /** Shows a search the entries about a repository: about all, about its parents, about itself. */
  void meet(Search search, String repository) {
    if (unconditional != null) {
      search.allow(unconditional);
      return;
    }
    search.meetPaths(lastEnd);
    if (everything != null && everything.meet(search)) {
      return;
    }
    int hash = paths.start();
    for (int i = 0; i < repository.length(); i++) {
      char c = repository.charAt(i);
      if (c == '/'
          && (meet(search, paths, repository, i, hash)
              || below != null && meet(search, below, repository, i, hash))) {
        return;
      }
      hash = SliceTable.extend(hash, c);
    }
    if (!meet(search, paths, repository, repository.length(), hash) && dockerHub) {
      meetOfficial(search, repository);
    }
  }

  private static boolean meet(
      Search search, SliceTable<Alternatives> table, String repository, int end, int hash) {
    Alternatives found = table.get(repository, 0, end, hash);
    return found != null && found.meet(search);
  }

  /** {@code docker.io/bitnami} is {@code docker.io/library/bitnami}, which few mean by it. */
  private void meetOfficial(Search search, String repository) {
    String official = OFFICIAL + repository.substring(0, Math.max(repository.indexOf('/'), 0));
    Alternatives found = paths.get(official, 0, official.length(), paths.hashFromStart(official));
    if (found != null) {
      found.offer(search);
    }
  }
}
