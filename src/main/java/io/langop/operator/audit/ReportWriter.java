package io.langop.operator.audit;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.audit.ReportKinds.Installed;
import io.langop.operator.client.ProblemLog;
import io.langop.operator.client.ServerMessage;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.leader.Leadership;
import io.langop.operator.policy.AllowlistWatch;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Keeps one report in each namespace that has pods. The leader writes it when it differs from what
 * is stored, and each at most once in ten seconds, however many pods come and go.
 */
@Singleton
final class ReportWriter {

  private static final Logger LOG = Logger.getLogger(ReportWriter.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** In the API server's words when a namespace is being deleted; its pods go soon after. */
  private static final String NAMESPACE_ENDS = "because it is being terminated";

  private final boolean enabled;
  private final Leadership leadership;
  private final AllowlistWatch allowlist;
  private final ReportStore store;
  private final ReportKinds kinds;
  private final Set<String> awaited = ConcurrentHashMap.newKeySet();
  private final ReportThread thread = new ReportThread();
  private final ProblemLog problems = new ProblemLog(LOG);

  private volatile PodIndex index;

  // Used by the thread only.
  private final Map<String, Stored> reports = new HashMap<>();
  private Optional<Installed> current = Optional.empty();
  private boolean followsAgain;

  /**
   * @param hash of the report, empty when there is none
   * @param notBefore when it may be written again, as {@link System#nanoTime}
   */
  private record Stored(String hash, long notBefore) {}

  ReportWriter(
      KubernetesClient client,
      OperatorConfig config,
      Leadership leadership,
      AllowlistWatch allowlist,
      ReportStore store) {
    this.enabled = config.reports().enabled();
    this.leadership = leadership;
    this.allowlist = allowlist;
    this.store = store;
    this.kinds = new ReportKinds(client, () -> thread.soon(this::followKinds));
  }

  /** Begins to write, as long as this process leads. */
  void start(PodIndex pods) {
    if (enabled) {
      index = pods;
      leadership.onTakeOver(() -> thread.soon(this::followKinds));
      kinds.start();
    }
  }

  @PreDestroy
  void stop() {
    thread.stop();
    if (index != null) {
      kinds.stop();
    }
  }

  /** The pods of a namespace, or what is decided about them, are others than before. */
  void changed(String namespace) {
    if (index != null && awaited.add(namespace)) {
      thread.soon(() -> await(namespace));
    }
  }

  private void await(String namespace) {
    long notBefore = stored(namespace).notBefore();
    thread.later(() -> bringUpToDate(namespace), Duration.ofNanos(notBefore - System.nanoTime()));
  }

  private Stored stored(String namespace) {
    return reports.getOrDefault(namespace, new Stored("", System.nanoTime()));
  }

  /** Another kind is there, or this process leads from now on: what is stored is looked at anew. */
  private void followKinds() {
    if (!kinds.areKnown() || !leadership.isLeader()) {
      return; // called again when it is so
    }
    List<Installed> installed = kinds.installed();
    Optional<Installed> preferred = installed.stream().findFirst();
    if (preferred.equals(current)) {
      return;
    }
    try {
      leadership.ifLeading(
          () -> {
            follow(preferred, installed);
            return null;
          },
          () -> null);
    } catch (RuntimeException e) {
      problem(e);
      if (!followsAgain) {
        followsAgain = true;
        thread.later(this::followAgain, PAUSE);
      }
    }
  }

  private void followAgain() {
    followsAgain = false;
    followKinds();
  }

  private void follow(Optional<Installed> preferred, List<Installed> installed) {
    reports.clear();
    if (preferred.isPresent()) {
      long now = System.nanoTime();
      store
          .hashes(preferred.get().kind(), this::problem)
          .forEach((namespace, hash) -> reports.put(namespace, new Stored(hash, now)));
      removeOthers(installed);
    }
    current = preferred;
    LOG.infof(
        "Reports about pods are written as %s",
        preferred.map(is -> is.kind().crd()).orElse("nothing, because no such kind is installed"));
    Set<String> all = new HashSet<>(reports.keySet());
    all.addAll(index.namespaces());
    all.forEach(this::changed);
  }

  /** What nobody writes any more would tell what was. */
  private void removeOthers(List<Installed> installed) {
    installed.stream()
        .skip(1)
        .map(Installed::kind)
        .forEach(
            other ->
                store
                    .hashes(other, this::problem)
                    .keySet()
                    .forEach(namespace -> store.delete(other, namespace)));
  }

  private void bringUpToDate(String namespace) {
    awaited.remove(namespace);
    if (current.isEmpty()) {
      return;
    }
    try {
      leadership.ifLeading(
          () -> {
            writeDifference(current.get().kind(), namespace);
            return null;
          },
          () -> null);
    } catch (RuntimeException e) {
      problem(e);
      reports.put(namespace, new Stored(stored(namespace).hash(), afterPause()));
      changed(namespace);
    }
  }

  private void writeDifference(ReportKind kind, String namespace) {
    String before = stored(namespace).hash();
    Optional<Map<String, Object>> content =
        index
            .report(namespace, ReportContent.MOST_RESULTS)
            .map(report -> ReportContent.of(namespace, report, allowlist.current()));
    String hash = content.map(store::hash).orElse("");
    if (hash.equals(before)) {
      return;
    }
    if (content.isPresent()) {
      store.write(kind, namespace, content.get());
    } else {
      store.delete(kind, namespace);
      thread.later(() -> forget(namespace), PAUSE.multipliedBy(2));
    }
    reports.put(namespace, new Stored(hash, afterPause()));
    problems.end();
  }

  private void forget(String namespace) {
    if (stored(namespace).hash().isEmpty()) {
      reports.remove(namespace);
    }
  }

  private static long afterPause() {
    return System.nanoTime() + PAUSE.toNanos();
  }

  private void problem(RuntimeException e) {
    String problem = ServerMessage.of(e);
    problems.tell(
        problem.contains(NAMESPACE_ENDS) ? Logger.Level.DEBUG : Logger.Level.WARN,
        problem,
        "A report about pods could not be written; it is tried again: " + problem);
  }
}
