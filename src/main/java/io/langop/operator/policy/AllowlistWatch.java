package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.config.OperatorConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Keeps the current {@link AllowlistSnapshot}: one informer on the one ConfigMap, one parse for
 * each edit, one atomic swap, then the subscribers are told. The informer lists again after every
 * interruption, so no edit is lost however the watch was cut.
 */
@ApplicationScoped
public class AllowlistWatch {

  private static final Logger LOG = Logger.getLogger(AllowlistWatch.class);

  /** How long a start waits for the first list; afterwards the operator goes on, failing closed. */
  private static final long FIRST_READ_SECONDS = 10;

  private final KubernetesClient client;
  private final OperatorConfig.Allowlist config;
  private final AllowlistReporter reporter;
  private final PropagationTimer propagation;
  private final List<AllowlistSubscriber> subscribers = new CopyOnWriteArrayList<>();

  private volatile SharedIndexInformer<ConfigMap> informer;
  private String loadedText;
  private volatile AllowlistSnapshot current;

  AllowlistWatch(
      KubernetesClient client,
      OperatorConfig config,
      AllowlistReporter reporter,
      PropagationTimer propagation) {
    this.client = client;
    this.config = config.allowlist();
    this.reporter = reporter;
    this.propagation = propagation;
    this.current = new AllowlistSnapshot.Unavailable(0, message("has not been read yet"));
  }

  /** The snapshot to decide by. Read it once for each decision. */
  public AllowlistSnapshot current() {
    return current;
  }

  /** True once the ConfigMap, or its absence, is known and the watch is alive. */
  public boolean hasSynced() {
    return informer != null && informer.hasSynced();
  }

  /** False when the informer has ended for good, which only a new process cures. */
  public boolean isRunning() {
    return informer == null || informer.isRunning();
  }

  /** Tells {@code subscriber} of every change from now on. */
  public void subscribe(AllowlistSubscriber subscriber) {
    subscribers.add(subscriber);
  }

  /** Ends a subscription. */
  public void unsubscribe(AllowlistSubscriber subscriber) {
    subscribers.remove(subscriber);
  }

  /**
   * Starts watching and waits, for a bounded time, for the first read. Calls after the first do
   * nothing.
   */
  public synchronized void start() {
    if (informer != null) {
      return;
    }
    SharedIndexInformer<ConfigMap> created =
        client
            .configMaps()
            .inNamespace(config.namespace())
            .withName(config.name())
            .runnableInformer(0);
    created.exceptionHandler(
        (started, cause) -> {
          LOG.warnf(
              "Watch of the allowlist was interrupted, it is resumed: %s", cause.getMessage());
          return true;
        });
    created.addEventHandler(new Refresh());
    informer = created;
    try {
      created.start().toCompletableFuture().get(FIRST_READ_SECONDS, TimeUnit.SECONDS);
      refresh();
    } catch (TimeoutException e) {
      LOG.warnf("%s; images are refused until it can be", message("could not be read yet"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(message("cannot be watched"), e.getCause());
    }
  }

  @PreDestroy
  synchronized void stop() {
    if (informer != null) {
      informer.stop();
    }
  }

  /** The informer's store only moves forward, so it is read here instead of an event's object. */
  private synchronized void refresh() {
    ConfigMap configMap =
        informer.getStore().getByKey(Cache.namespaceKeyFunc(config.namespace(), config.name()));
    String text =
        configMap == null || configMap.getData() == null
            ? null
            : configMap.getData().get(config.key());
    boolean first = current.revision() == 0;
    if (!first && Objects.equals(text, loadedText) && (text != null || sameAbsence(configMap))) {
      return;
    }
    long seenNanos = System.nanoTime();
    loadedText = text;
    AllowlistSnapshot before = current;
    AllowlistSnapshot after = read(configMap, text, before.revision() + 1);
    current = after;
    tellSubscribers(before, after, configMap, seenNanos);
  }

  private boolean sameAbsence(ConfigMap configMap) {
    return current instanceof AllowlistSnapshot.Unavailable unavailable
        && unavailable.message().equals(absence(configMap));
  }

  private AllowlistSnapshot read(ConfigMap configMap, String text, long revision) {
    return text == null
        ? new AllowlistSnapshot.Unavailable(revision, absence(configMap))
        : new AllowlistSnapshot.Loaded(revision, RegistryAllowlist.parse(text));
  }

  private void tellSubscribers(
      AllowlistSnapshot before, AllowlistSnapshot after, ConfigMap configMap, long seenNanos) {
    List<Affected> affected =
        subscribers.stream().map(subscriber -> subscriber.affected(before, after)).toList();
    propagation.edited(after.revision(), seenNanos, affected);
    affected.forEach(Affected::wake);
    reporter.loaded(before, after, configMap, affected);
  }

  private String absence(ConfigMap configMap) {
    return configMap == null
        ? message("does not exist")
        : message("has no key '%s'".formatted(config.key()));
  }

  private String message(String what) {
    return ("ConfigMap '%1$s/%2$s' %3$s, so no image can be validated and nothing new is started."
            + " List the allowed registries under its key '%4$s':"
            + " kubectl edit configmap %2$s -n %1$s")
        .formatted(config.namespace(), config.name(), what, config.key());
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
