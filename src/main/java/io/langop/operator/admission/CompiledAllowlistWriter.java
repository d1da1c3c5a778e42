package io.langop.operator.admission;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.langop.operator.api.Labels;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlist;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlistSpec;
import io.langop.operator.client.ServerMessage;
import io.langop.operator.client.ServerSideApply;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.leader.Leadership;
import io.langop.operator.policy.Affected;
import io.langop.operator.policy.AllowlistSnapshot;
import io.langop.operator.policy.AllowlistWatch;
import io.langop.operator.policy.PolicySubscriber;
import io.langop.operator.retry.LatestOnly;
import io.langop.operator.retry.Retries;
import io.langop.operator.watch.AnyChange;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Keeps the parameter of the admission policies equal to the allowlist. The leader writes it when
 * it differs: after an edit, when an entry ends, at a take-over, and when somebody else changed or
 * deleted it.
 */
@Singleton
public class CompiledAllowlistWriter implements PolicySubscriber<AllowlistSnapshot> {

  private static final Logger LOG = Logger.getLogger(CompiledAllowlistWriter.class);
  private static final Duration REPAIR_PAUSE = Duration.ofSeconds(1);
  private static final String WHAT = "Writing the allowlist for admission";

  private final KubernetesClient client;
  private final AllowlistWatch allowlist;
  private final Leadership leadership;
  private final Retries retries;
  private final AdmissionMetrics metrics;
  private final CompiledAllowlists compiled;
  private final String name;
  private final boolean enabled;
  private final LatestOnly writes;

  private volatile SharedIndexInformer<CompiledAllowlist> informer;
  private CompiledAllowlistSpec lastWritten;
  private long lastRepairNanos = System.nanoTime() - REPAIR_PAUSE.toNanos();

  CompiledAllowlistWriter(
      KubernetesClient client,
      AllowlistWatch allowlist,
      Leadership leadership,
      Retries retries,
      OperatorConfig config,
      AdmissionMetrics metrics) {
    this.client = client;
    this.allowlist = allowlist;
    this.leadership = leadership;
    this.retries = retries;
    this.metrics = metrics;
    this.compiled = new CompiledAllowlists(config.allowlist());
    this.name = config.allowlist().name();
    this.enabled = config.admission().enabled();
    this.writes = new LatestOnly("admission", WHAT, retries, this::bringUpToDate);
  }

  /** Begins to compare and, as long as this process leads, to write. */
  public synchronized void start() {
    if (!enabled || informer != null) {
      return;
    }
    metrics.register();
    SharedIndexInformer<CompiledAllowlist> created =
        client.resources(CompiledAllowlist.class).withName(name).runnableInformer(0);
    created.exceptionHandler(
        (started, cause) -> {
          LOG.warnf(
              "CompiledAllowlist %s cannot be watched, so admission may decide by an old list; it is"
                  + " tried again: %s",
              name, ServerMessage.of(cause));
          return true;
        });
    created.addEventHandler(new AnyChange<>(writes::ask));
    informer = created;
    allowlist.subscribe(this);
    leadership.onTakeOver(writes::ask);
    created.start().thenRun(writes::ask);
  }

  @PreDestroy
  synchronized void stop() {
    writes.stop();
    if (informer != null) {
      informer.stop();
    }
  }

  @Override
  public Affected affected(AllowlistSnapshot before, AllowlistSnapshot after) {
    writes.ask();
    return Affected.none("CompiledAllowlist");
  }

  private synchronized void bringUpToDate() {
    AllowlistSnapshot snapshot = allowlist.current();
    if (snapshot.revision() == 0 || !informer.hasSynced()) {
      return; // called again when it is known
    }
    CompiledAllowlistSpec desired = compiled.of(snapshot);
    CompiledAllowlist stored = informer.getStore().getByKey(name);
    boolean same =
        stored != null && stored.getSpec() != null && desired.decidesLike(stored.getSpec());
    metrics.compared(same, desired.getEntries());
    if (!same) {
      leadership.ifLeading(() -> writeOrWait(desired), () -> null);
    }
  }

  /** At once, but somebody else who writes it again and again is answered once a second only. */
  private Void writeOrWait(CompiledAllowlistSpec desired) {
    boolean repair = lastWritten != null && desired.decidesLike(lastWritten);
    if (repair && System.nanoTime() - lastRepairNanos < REPAIR_PAUSE.toNanos()) {
      retries.later(WHAT, this::bringUpToDate);
      return null;
    }
    if (repair) {
      lastRepairNanos = System.nanoTime();
      metrics.repaired();
      LOG.warnf(
          "CompiledAllowlist %s was changed or deleted by somebody else; it is written again",
          name);
    }
    return write(desired);
  }

  private Void write(CompiledAllowlistSpec desired) {
    desired.setProvedAt(
        allowlist
            .lastProof()
            .map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
            .orElse(""));
    CompiledAllowlist resource = new CompiledAllowlist();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withLabels(Map.of("app.kubernetes.io/managed-by", Labels.OPERATOR))
            .build());
    resource.setSpec(desired);
    client.resource(resource).patch(ServerSideApply.as(Labels.OPERATOR), resource);
    lastWritten = desired;
    metrics.written(desired);
    return null;
  }
}
