package io.langop.operator.allowlist;

import java.util.HashMap;
import java.util.Map;

/** What one host, or everything under one wildcard, is allowed: all of it, or some paths. */
final class PathScopes {

  private static final String DOCKER_HUB = "docker.io";
  private static final String OFFICIAL = "library/";

  /** By paths that are allowed with what is below them. */
  private final Map<String, Alternatives> paths = new HashMap<>();

  /** By paths of which only what is below them is allowed; null when there is none. */
  private Map<String, Alternatives> below;

  private Alternatives everything;

  /** The entry for everything that asks for nothing more; null when each does. */
  private AllowlistEntry unconditional;

  /** When the last entry with a path ends, in seconds; long ago when there is none. */
  private long lastEnd = Long.MIN_VALUE;

  /** Whether an image can be taken for one below an official image of Docker Hub. */
  private boolean dockerHub;

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
      below = new HashMap<>();
    }
    (pattern.below() ? below : paths)
        .computeIfAbsent(pattern.path(), path -> new Alternatives())
        .add(entry);
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
    if (paths.isEmpty() && below == null) {
      return;
    }
    for (int slash = repository.indexOf('/');
        slash >= 0;
        slash = repository.indexOf('/', slash + 1)) {
      String parent = repository.substring(0, slash);
      if (meet(search, paths, parent) || below != null && meet(search, below, parent)) {
        return;
      }
    }
    if (!meet(search, paths, repository) && dockerHub) {
      meetOfficial(search, repository);
    }
  }

  private static boolean meet(Search search, Map<String, Alternatives> listed, String path) {
    Alternatives found = listed.get(path);
    return found != null && found.meet(search);
  }

  /** {@code docker.io/bitnami} is {@code docker.io/library/bitnami}, which few mean by it. */
  private void meetOfficial(Search search, String repository) {
    String official = OFFICIAL + repository.substring(0, Math.max(repository.indexOf('/'), 0));
    Alternatives found = paths.get(official);
    if (found != null) {
      found.offer(search);
    }
  }
}
