package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.langop.operator.client.ProblemLog;
import io.langop.operator.client.ServerMessage;
import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps the current snapshot of one ConfigMap. A watch brings each edit at once; a direct read, at
 * a fixed interval and before anything is started, proves that the watch has missed nothing and
 * that the operator may still read.
 *
 * @param <S> the snapshots
 */
public abstract class ConfigMapWatch<S extends PolicySnapshot<?>> {

  private static final Logger LOG = Logger.getLogger(ConfigMapWatch.class);

  private final PolicyServices services;
  private final String namespace;
  private final String name;
  private final PropagationTimer propagation;
  private final PolicyStore<S> store;
  private final Verification<S> verification;
  private final VerificationSchedule schedule;
  private final ProblemLog problems = new ProblemLog(LOG);

  /** Of its own: the other one may wait for an answer of the API server while an entry ends. */
  private final ScheduledExecutorService ends;

  private volatile SharedIndexInformer<ConfigMap> informer;

  /**
   * @param policy {@code allowlist}, {@code catalog} or {@code settings}, part of the names of
   *     metrics
   */
  ConfigMapWatch(
      PolicyServices services,
      String policy,
      String namespace,
      String name,
      Snapshots<S> snapshots) {
    this.services = services;
    this.namespace = namespace;
    this.name = name;
    this.propagation = new PropagationTimer(services.registry(), policy);
    this.ends = timer(policy + "-ends");
    this.store =
        new PolicyStore<>(
            snapshots,
            propagation,
            services.leadership(),
            services.retries(),
            services.clock(),
            new EndTimer(
                (work, pause) -> ends.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS),
                services.clock(),
                this::current));
    this.verification =
        new Verification<>(
            new ConfigMapReader(services.client(), namespace, name)::read,
            store,
            this::observe,
            services.config().verifyInterval(),
            services.config().maxStaleness(),
            services.clock(),
            System::nanoTime);
    this.schedule =
        new VerificationSchedule(
            verification::verify,
            verification::pause,
            timer(policy + "-verification"),
            namespace + "/" + name);
    VerifiedMetric.register(services.registry(), policy, this::lastProof);
  }

  /** The snapshot to decide by. Read it once for each decision. */
  public final S current() {
    return store.current();
  }

  /**
   * The snapshot that the API server confirmed within the last second; asks for it if need be. For
   * decisions that start something.
   *
   * @return empty when the API server does not answer
   */
  public final Optional<S> proved() {
    return verification.proved();
  }

  /** When the API server last confirmed the snapshot. */
  public final Optional<Instant> lastProof() {
    return verification.lastProof();
  }

  /** Measures how long edits take to arrive in the statuses. */
  public final PropagationTimer propagation() {
    return propagation;
  }

  /** True once it is known what is in the ConfigMap, that there is none, or why neither is. */
  public final boolean isDecided() {
    return current().revision() > 0;
  }

  /** True once the ConfigMap, or its absence, is known and watched. */
  public final boolean hasSynced() {
    return informer != null && informer.hasSynced();
  }

  /** False when the informer has ended for good, which only a new process cures. */
  public final boolean isRunning() {
    return informer == null || informer.isRunning();
  }

  /** Tells {@code subscriber} of every change from now on. */
  public final void subscribe(PolicySubscriber<S> subscriber) {
    store.subscribe(subscriber);
  }

  /** Ends a subscription. */
  public final void unsubscribe(PolicySubscriber<S> subscriber) {
    store.unsubscribe(subscriber);
  }

  /** Reads the ConfigMap once and then watches it. A read that fails is repeated later. */
  public final synchronized void start() {
    if (informer != null) {
      return;
    }
    verification.verify();
    schedule.next();
    SharedIndexInformer<ConfigMap> created =
        services.client().configMaps().inNamespace(namespace).withName(name).runnableInformer(0);
    created.exceptionHandler(
        (started, cause) -> {
          problem("cannot be watched; the watch is resumed", ServerMessage.of(cause));
          return true;
        });
    created.addEventHandler(new Refresh());
    informer = created;
    created.start();
  }

  @PreDestroy
  synchronized void stop() {
    schedule.stop();
    ends.shutdownNow();
    if (informer != null) {
      informer.stop();
    }
  }

  /** Does not keep what was cancelled until its time would have come, which may be in a year. */
  static ScheduledThreadPoolExecutor timer(String name) {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private void observe(Reading reading) {
    services.credentials().accept(reading);
    if (!(reading instanceof Reading.Answer)) {
      schedule.next();
    }
    if (reading instanceof Reading.Silence silence) {
      problem("could not be read, so what was read last holds", silence.cause());
    } else if (reading instanceof Reading.Answer && isWatching() && problems.end()) {
      LOG.infof("ConfigMap %s/%s is read and watched again", namespace, name);
    }
  }

  private boolean isWatching() {
    return informer != null && informer.isWatching();
  }

  private void problem(String what, String cause) {
    problems.tell(
        Logger.Level.WARN, cause, "ConfigMap %s/%s %s: %s".formatted(namespace, name, what, cause));
  }

  /** The informer's store only moves forward, so it is read here instead of an event's object. */
  private void refresh(String eventVersion) {
    Optional<ConfigMap> configMap =
        Optional.ofNullable(informer.getStore().getByKey(Cache.namespaceKeyFunc(namespace, name)));
    long version =
        configMap
            .map(ConfigMapReader::version)
            .orElseGet(() -> ConfigMapReader.version(eventVersion));
    if (!store.watched(new Reading.Answer(configMap, version))) {
      schedule.now();
    }
  }

  private final class Refresh implements ResourceEventHandler<ConfigMap> {

    @Override
    public void onAdd(ConfigMap added) {
      refresh(added.getMetadata().getResourceVersion());
    }

    @Override
    public void onUpdate(ConfigMap old, ConfigMap updated) {
      refresh(updated.getMetadata().getResourceVersion());
    }

    @Override
    public void onDelete(ConfigMap deleted, boolean finalStateUnknown) {
      refresh(deleted.getMetadata().getResourceVersion());
    }
  }
}
