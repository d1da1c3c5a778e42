package io.langop.operator.watch;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The watches that the API server refuses or does not answer, with the last cause. They are tried
 * again for ever, and the client library tells nobody: each loss and each recovery is logged once
 * here.
 */
@Singleton
public final class Interruptions {

  private static final Logger LOG = Logger.getLogger(Interruptions.class);

  private static final String RESTORE = "Restore the ClusterRoleBinding of the operator";

  private static final String RESTORE_OR_REMOVE =
      "Restore the namespace and the RoleBinding of the operator in it, or remove the namespace"
          + " from language-operator.watched-namespaces";

  private final Map<Watched, String> refused = new ConcurrentHashMap<>();
  private final Map<Watched, String> unanswered = new ConcurrentHashMap<>();

  /** The API server answered that this may not be watched, or that it cannot be. */
  void refused(Watched watched, String cause) {
    unanswered.remove(watched);
    if (refused.put(watched, cause) == null) {
      LOG.warnf(
          "%s cannot be watched: %s. Its changes are not seen until it can be watched again. %s",
          watched, cause, watched.namespace().isEmpty() ? RESTORE : RESTORE_OR_REMOVE);
    }
  }

  /** There was no answer. The ConfigMaps' watches and the leader election log that already. */
  void unanswered(Watched watched, String cause) {
    if (!refused.containsKey(watched)) {
      unanswered.put(watched, cause);
    }
  }

  /** It is watched, perhaps again. */
  void resumed(Watched watched) {
    unanswered.remove(watched);
    if (refused.remove(watched) != null) {
      LOG.infof("%s is watched again", watched);
    }
  }

  /** Whether the API server refuses this watch. */
  public boolean isRefused(Watched watched) {
    return refused.containsKey(watched);
  }

  /** What is not watched now, with the causes. */
  public SortedMap<String, String> causes() {
    SortedMap<String, String> causes = new TreeMap<>();
    unanswered.forEach((watched, cause) -> causes.put(watched.toString(), cause));
    refused.forEach((watched, cause) -> causes.put(watched.toString(), cause));
    return causes;
  }

  /** How many watches of a kind are interrupted now. */
  public long count(String kind) {
    return count(refused, kind) + count(unanswered, kind);
  }

  private static long count(Map<Watched, String> watches, String kind) {
    return watches.keySet().stream().filter(watched -> watched.kind().equals(kind)).count();
  }
}
