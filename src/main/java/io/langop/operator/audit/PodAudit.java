package io.langop.operator.audit;

import io.langop.operator.config.OperatorConfig;
import io.langop.operator.leader.Leadership;
import io.langop.operator.pod.PodObserver;
import io.langop.operator.pod.WatchedPod;
import io.langop.operator.policy.Affected;
import io.langop.operator.policy.AllowlistWatch;
import io.langop.operator.policy.CatalogWatch;
import io.langop.operator.retry.LatestOnly;
import io.langop.operator.retry.Retries;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/**
 * Knows which pods run images that are not allowed: each is decided when it comes or changes, and
 * all of them when the allowlist is edited or an entry ends. Every replica knows, the leader tells.
 */
@Singleton
public final class PodAudit implements PodObserver {

  private static final String KIND = "Pod";

  private final boolean enabled;
  private final AllowlistWatch allowlist;
  private final CatalogWatch catalog;
  private final Leadership leadership;
  private final AuditMetrics metrics;
  private final ReportWriter reports;
  private final PodIndex index;
  private final LatestOnly decisions;
  private volatile boolean telling;

  PodAudit(
      OperatorConfig config,
      AllowlistWatch allowlist,
      CatalogWatch catalog,
      Leadership leadership,
      Retries retries,
      AuditMetrics metrics,
      ReportWriter reports) {
    this.enabled = config.audit().enabled();
    this.allowlist = allowlist;
    this.catalog = catalog;
    this.leadership = leadership;
    this.metrics = metrics;
    this.reports = reports;
    this.index = new PodIndex(allowlist.current(), catalog.current(), new Leaders());
    this.decisions = new LatestOnly("audit", "Deciding all pods anew", retries, this::decide);
  }

  /** Begins to tell, as long as this process leads; to be called when all pods are known. */
  public void start() {
    if (!enabled) {
      return;
    }
    metrics.register();
    allowlist.subscribe((before, after) -> changed());
    catalog.subscribe((before, after) -> changed());
    decide();
    leadership.onTakeOver(this::tell);
    if (leadership.isLeader()) {
      tell();
    }
    reports.start(index);
  }

  @PreDestroy
  void stop() {
    decisions.stop();
  }

  @Override
  public void seen(WatchedPod pod) {
    if (!enabled) {
      return;
    }
    if (pod.hasEnded()) {
      gone(pod);
    } else {
      index.put(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), PodImage.of(pod));
    }
  }

  @Override
  public void gone(WatchedPod pod) {
    if (enabled) {
      index.remove(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
    }
  }

  /** The agents and tools that an edit concerns do not wait until all pods are decided. */
  private Affected changed() {
    decisions.ask();
    return Affected.none(KIND);
  }

  /** One at a time, so that what is current is never followed by what was. */
  private synchronized void decide() {
    index.decideBy(allowlist.current());
    index.approveBy(catalog.current());
  }

  private void tell() {
    telling = true;
    index.tellAll();
  }

  /** What a standby knows is not told: the sum over the replicas would be twice the truth. */
  private final class Leaders implements AuditObserver {

    @Override
    public void pods(String namespace, int notAllowed) {
      if (telling) {
        metrics.pods(namespace, notAllowed);
      }
    }

    @Override
    public void images(String namespace, String registry, int notAllowed) {
      if (telling) {
        metrics.images(namespace, registry, notAllowed);
      }
    }

    @Override
    public void changed(String namespace) {
      if (telling) {
        reports.changed(namespace);
      }
    }
  }
}
