package io.langop.operator.watch;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The watches that the API server refuses or does not answer, with the last cause. They are tried
 * again for ever, and the client library tells nobody: each loss and each recovery is logged once
 * here. There are as many as informers, since {@link WatchInterceptor} follows no other watches.
 */
@Singleton
public final class Interruptions {

  private static final Logger LOG = Logger.getLogger(Interruptions.class);

  /** An API server that has just started refuses everything before it has read the permissions. */
  private static final Duration START_OF_AN_API_SERVER = Duration.ofSeconds(5);

  private static final String RESTORE = "Restore the ClusterRoleBinding of the operator";

  private static final String RESTORE_OR_REMOVE =
      "Restore the namespace and the RoleBinding of the operator in it, or remove the namespace"
          + " from language-operator.watched-namespaces";

  private final Clock clock;
  private final Map<Watched, Refusal> refused = new ConcurrentHashMap<>();
  private final Map<Watched, String> unanswered = new ConcurrentHashMap<>();
  private final Set<Watched> watchedBefore = ConcurrentHashMap.newKeySet();

  Interruptions(Clock clock) {
    this.clock = clock;
  }

  /**
   * Refusals of one watch without an end between them.
   *
   * @param cause the last one
   * @param ofWatch whether the watch itself was refused, and not only the list before it
   * @param logged whether the log tells it
   */
  private record Refusal(String cause, Instant since, boolean ofWatch, boolean logged) {}

  /** The API server answered that this may not be watched, or that it cannot be. */
  void refusedWatch(Watched watched, String cause) {
    refused(watched, cause, true);
  }

  /** The API server answered that this may not be listed, so it cannot be watched either. */
  void refusedList(Watched watched, String cause) {
    refused(watched, cause, false);
  }

  private void refused(Watched watched, String cause, boolean ofWatch) {
    unanswered.remove(watched);
    if (isToBeLogged(watched, cause, ofWatch)) {
      LOG.warnf(
          "%s cannot be watched: %s. Its changes are not seen until it can be watched again. %s",
          watched, cause, watched.namespace().isEmpty() ? RESTORE : RESTORE_OR_REMOVE);
    }
  }

  /** Notes a refusal. */
  private synchronized boolean isToBeLogged(Watched watched, String cause, boolean ofWatch) {
    Instant now = clock.instant();
    Refusal before = refused.getOrDefault(watched, new Refusal(cause, now, ofWatch, false));
    boolean lasts = !now.isBefore(before.since().plus(START_OF_AN_API_SERVER));
    refused.put(watched, new Refusal(cause, before.since(), ofWatch || before.ofWatch(), lasts));
    return lasts && !before.logged();
  }

  /** There was no answer. The ConfigMaps' watches and the leader election log that already. */
  void unanswered(Watched watched, String cause) {
    if (!refused.containsKey(watched)) {
      unanswered.put(watched, cause);
    }
  }

  /** It is watched, perhaps again. */
  void resumed(Watched watched) {
    watchedBefore.add(watched);
    unanswered.remove(watched);
    allowed(watched);
  }

  /**
   * It can be listed. That ends the refusal of a list, but not that of a watch, nor that of what
   * was never watched: its informer has to read everything first.
   */
  void listed(Watched watched) {
    Refusal refusal = refused.get(watched);
    if (refusal != null && !refusal.ofWatch() && watchedBefore.contains(watched)) {
      allowed(watched);
    }
  }

  private synchronized void allowed(Watched watched) {
    Refusal refusal = refused.remove(watched);
    if (refusal != null && refusal.logged()) {
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
    refused.forEach((watched, refusal) -> causes.put(watched.toString(), refusal.cause()));
    return causes;
  }

  /** How many watches of a kind are interrupted now. */
  public long count(String kind) {
    return count(refused, kind) + count(unanswered, kind);
  }

  private static long count(Map<Watched, ?> watches, String kind) {
    return watches.keySet().stream().filter(watched -> watched.kind().equals(kind)).count();
  }
}
