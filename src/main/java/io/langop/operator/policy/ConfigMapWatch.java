package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.langop.operator.leader.Leadership;
import io.langop.operator.status.ServerMessage;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * Keeps the current snapshot of one ConfigMap: one informer, one read for each edit, one atomic
 * swap, then the subscribers are told. The informer lists again after every interruption, so no
 * edit is lost however the watch was cut.
 *
 * @param <S> the snapshots
 */
public abstract class ConfigMapWatch<S extends PolicySnapshot<?>> {

  private static final Logger LOG = Logger.getLogger(ConfigMapWatch.class);

  /** How long a start waits for the first read; afterwards the operator goes on, failing closed. */
  private static final long FIRST_READ_SECONDS = 10;

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final PropagationTimer propagation;
  private final Leadership leadership;
  private final Object swapping = new Object();
  private final List<PolicySubscriber<S>> subscribers = new CopyOnWriteArrayList<>();

  private volatile SharedIndexInformer<ConfigMap> informer;
  private volatile S current;
  private S lastRead;
  private volatile String lastInterruption;

  /**
   * @param initial what is known before the first read
   */
  protected ConfigMapWatch(
      KubernetesClient client,
      String namespace,
      String name,
      S initial,
      PropagationTimer propagation,
      Leadership leadership) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
    this.current = initial;
    this.lastRead = initial;
    this.propagation = propagation;
    this.leadership = leadership;
  }

  /** Makes a snapshot of the ConfigMap, or of its absence. */
  protected abstract S read(Optional<ConfigMap> configMap, long revision);

  /** Makes a snapshot of a ConfigMap that could not be read so far, and says why. */
  protected abstract S unreadable(String cause, long revision);

  /** Whether two snapshots were read from the same content, whatever their revisions. */
  protected abstract boolean sameContent(S before, S after);

  /**
   * Tells administrators of a swap; called after the affected resources were woken.
   *
   * @param before what was read last, of revision 0 when nothing was read so far
   */
  protected abstract void report(
      S before, S after, Optional<ConfigMap> configMap, List<Affected> affected);

  /** The snapshot to decide by. Read it once for each decision. */
  public final S current() {
    return current;
  }

  /**
   * Asks the API server whether {@code snapshot} still says what is there: a watch that was just
   * interrupted may lag behind. For what cannot be taken back once it is done.
   *
   * @throws KubernetesClientException when the API server does not answer
   */
  public final boolean stillHolds(S snapshot) {
    Optional<ConfigMap> live =
        Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(name).get());
    return sameContent(snapshot, read(live, snapshot.revision()));
  }

  /** Measures how long edits take to arrive in the statuses. */
  public final PropagationTimer propagation() {
    return propagation;
  }

  /** True once it is known what is in the ConfigMap, that there is none, or why neither is. */
  public final boolean isDecided() {
    return current.revision() > 0;
  }

  /** True once the ConfigMap, or its absence, is known. */
  public final boolean hasSynced() {
    return informer != null && informer.hasSynced();
  }

  /** False when the informer has ended for good, which only a new process cures. */
  public final boolean isRunning() {
    return informer == null || informer.isRunning();
  }

  /** Tells {@code subscriber} of every change from now on. */
  public final void subscribe(PolicySubscriber<S> subscriber) {
    subscribers.add(subscriber);
  }

  /** Ends a subscription. */
  public final void unsubscribe(PolicySubscriber<S> subscriber) {
    subscribers.remove(subscriber);
  }

  /** Starts once, and waits, for a bounded time, for the first read. */
  public final synchronized void start() {
    if (informer != null) {
      return;
    }
    SharedIndexInformer<ConfigMap> created =
        client.configMaps().inNamespace(namespace).withName(name).runnableInformer(0);
    CompletableFuture<Void> firstAttempt = new CompletableFuture<>();
    created.exceptionHandler(
        (started, cause) -> {
          interrupted(started, ServerMessage.of(cause));
          firstAttempt.complete(null);
          return true;
        });
    created.addEventHandler(new Refresh());
    informer = created;
    created
        .start()
        .toCompletableFuture()
        // Not by the thread that serves the connection: others wait for that one.
        .thenRunAsync(this::refresh)
        .whenComplete((read, error) -> firstAttempt.complete(null));
    try {
      firstAttempt.get(FIRST_READ_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warnf(
          "ConfigMap %s/%s could not be read yet; nothing is allowed until it is", namespace, name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Nothing completes this exceptionally", e);
    }
  }

  /** Before the first read there is nothing to go on with; afterwards what was read last holds. */
  private void interrupted(boolean started, String cause) {
    boolean news = !cause.equals(lastInterruption);
    lastInterruption = cause;
    LOG.logf(
        news ? Logger.Level.WARN : Logger.Level.DEBUG,
        "Watch of ConfigMap %s/%s was interrupted, it is resumed: %s",
        namespace,
        name,
        cause);
    if (!started) {
      synchronized (swapping) {
        swap(Optional.empty(), revision -> unreadable(cause, revision), false);
      }
    }
  }

  @PreDestroy
  synchronized void stop() {
    if (informer != null) {
      informer.stop();
    }
  }

  /** The informer's store only moves forward, so it is read here instead of an event's object. */
  private void refresh() {
    synchronized (swapping) {
      Optional<ConfigMap> configMap =
          Optional.ofNullable(
              informer.getStore().getByKey(Cache.namespaceKeyFunc(namespace, name)));
      swap(configMap, revision -> read(configMap, revision), true);
    }
  }

  private void swap(Optional<ConfigMap> configMap, LongFunction<S> reading, boolean wasRead) {
    S before = current;
    long seenNanos = System.nanoTime();
    S after = reading.apply(before.revision() + 1);
    if (before.revision() > 0 && sameContent(before, after)) {
      return;
    }
    current = after;
    List<Affected> affected =
        subscribers.stream().map(subscriber -> subscriber.affected(before, after)).toList();
    // On standby nobody is woken: who takes over wakes all, and decides by what is current then.
    if (leadership.isLeader()) {
      if (before.revision() > 0) { // the first read is no edit
        propagation.edited(after.revision(), seenNanos, affected);
      }
      affected.forEach(Affected::wake);
    }
    report(lastRead, after, configMap, affected);
    if (wasRead) {
      lastRead = after;
    }
  }

  private final class Refresh implements ResourceEventHandler<ConfigMap> {

    @Override
    public void onAdd(ConfigMap added) {
      refresh();
    }

    @Override
    public void onUpdate(ConfigMap old, ConfigMap updated) {
      refresh();
    }

    @Override
    public void onDelete(ConfigMap deleted, boolean finalStateUnknown) {
      refresh();
    }
  }
}
