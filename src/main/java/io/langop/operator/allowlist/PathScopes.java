package io.langop.operator.allowlist;

/** What one host, or everything under one wildcard, is allowed: all of it, or some paths. */
final class PathScopes {

  private static final String DOCKER_HUB = "docker.io";
  private static final String OFFICIAL = "library/";

  private final SliceTable<Alternatives> paths;
  private Alternatives everything;

  /** When the last entry with a path ends, in seconds; long ago when there is none. */
  private long lastEnd = Long.MIN_VALUE;

  /** Whether an image can be taken for one below an official image of Docker Hub. */
  private boolean dockerHub;

  PathScopes(int seed) {
    paths = new SliceTable<>(seed);
  }

  void add(AllowlistEntry entry) {
    String path = entry.pattern().path();
    dockerHub |= !entry.pattern().wildcard() && entry.pattern().registry().equals(DOCKER_HUB);
    if (path.isEmpty()) {
      everything = with(everything, entry);
      return;
    }
    EntryEnd end = entry.options().end();
    lastEnd = Math.max(lastEnd, end == null ? Long.MAX_VALUE : end.second());
    int hash = paths.hashFromStart(path);
    Alternatives known = paths.get(path, 0, path.length(), hash);
    if (known == null) {
      paths.put(path, hash, new Alternatives(entry));
    } else {
      known.add(entry);
    }
  }

  private static Alternatives with(Alternatives known, AllowlistEntry entry) {
    if (known == null) {
      return new Alternatives(entry);
    }
    known.add(entry);
    return known;
  }

  /** Shows a search the entries about a repository: about all, about its parents, about itself. */
  void meet(Search search, String repository) {
    search.meetPaths(lastEnd);
    if (everything != null && everything.meet(search, true)) {
      return;
    }
    int hash = paths.start();
    for (int i = 0; i < repository.length(); i++) {
      char c = repository.charAt(i);
      if (c == '/') {
        Alternatives parent = paths.get(repository, 0, i, hash);
        if (parent != null && parent.meet(search, true)) {
          return;
        }
      }
      hash = SliceTable.extend(hash, c);
    }
    Alternatives itself = paths.get(repository, 0, repository.length(), hash);
    if ((itself == null || !itself.meet(search, false)) && dockerHub) {
      meetOfficial(search, repository);
    }
  }

  /** {@code docker.io/bitnami} is {@code docker.io/library/bitnami}, which few mean by it. */
  private void meetOfficial(Search search, String repository) {
    int slash = repository.indexOf('/');
    String official = OFFICIAL + repository.substring(0, Math.max(slash, 0));
    Alternatives found = paths.get(official, 0, official.length(), paths.hashFromStart(official));
    if (found != null) {
      found.offer(search);
    }
  }
}
