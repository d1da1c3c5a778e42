package io.langop.operator.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.config.NamespaceChangeable;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.EventSourceManager;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps a listed namespace that is gone or forbidden from holding up the others. The framework
 * waits for the informers of all namespaces before it starts any controller, so it is given those
 * namespaces only that can be listed; the others are added as soon as they can.
 */
@Singleton
public final class WatchedNamespaces {

  private static final Logger LOG = Logger.getLogger(WatchedNamespaces.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Operator operator;
  private final KubernetesClient client;
  private final List<Missing> missing = new ArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "watched-namespaces");
            thread.setDaemon(true);
            return thread;
          });

  private record Missing(Controller<?> controller, String namespace) {}

  WatchedNamespaces(Operator operator, KubernetesClient client) {
    this.operator = operator;
    this.client = client;
  }

  /** Takes from every controller the namespaces that cannot be watched now. Before the start. */
  public void leaveOutTheMissing() {
    for (RegisteredController<?> registered :
        operator.getRuntimeInfo().getRegisteredControllers()) {
      Controller<?> controller = (Controller<?>) registered;
      if (controller.getConfiguration().getInformerConfig().watchAllNamespaces()) {
        continue;
      }
      Set<String> namespaces = namespaces(controller);
      Set<String> refused = new HashSet<>(namespaces);
      refused.removeIf(namespace -> isListable(controller, namespace));
      // A controller has at least one; if that is refused too, its informers go on trying.
      if (refused.size() < namespaces.size()) {
        namespaces.removeAll(refused);
        refused.forEach(namespace -> missing.add(new Missing(controller, namespace)));
      }
    }
  }

  /** Adds the missing namespaces, each as soon as it can be watched. After the start. */
  public void awaitTheMissing() {
    if (!missing.isEmpty()) {
      timer.scheduleWithFixedDelay(
          this::lookAgain, LOOK_AGAIN.toMillis(), LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @PreDestroy
  void stop() {
    timer.shutdownNow();
  }

  private void lookAgain() {
    try {
      missing.removeIf(this::added);
    } catch (RuntimeException e) { // whatever it is, the timer must go on
      LOG.warn("A watched namespace could not be added and is tried again", e);
    }
    if (missing.isEmpty()) {
      timer.shutdown();
    }
  }

  private boolean added(Missing what) {
    if (!isListable(what.controller(), what.namespace())) {
      return false;
    }
    Set<String> namespaces = new HashSet<>(namespaces(what.controller()));
    namespaces.add(what.namespace());
    EventSourceManager<?> sources = what.controller().getEventSourceManager();
    // The resources come last: what is reconciled must find all that belongs to it.
    for (EventSource<?, ?> source : sources.allEventSources()) {
      if (source instanceof NamespaceChangeable changeable
          && source != sources.getControllerEventSource()) {
        changeable.changeNamespaces(namespaces);
      }
    }
    sources.getControllerEventSource().changeNamespaces(namespaces);
    namespaces(what.controller()).add(what.namespace());
    return true;
  }

  /** The set that the framework starts its informers by. */
  private static Set<String> namespaces(Controller<?> controller) {
    return controller.getConfiguration().getInformerConfig().getNamespaces();
  }

  private boolean isListable(Controller<?> controller, String namespace) {
    boolean listable = true;
    for (EventSource<?, ?> source : controller.getEventSourceManager().allEventSources()) {
      if (source instanceof ManagedInformerEventSource<?, ?, ?> informer) {
        listable &= isListable(informer.resourceType(), namespace);
      }
    }
    return listable;
  }

  /**
   * A refusal is noted by {@link WatchInterceptor}. What fails in another way is left to the
   * informer, which tries again.
   */
  private boolean isListable(Class<?> type, String namespace) {
    try {
      client
          .resources(type.asSubclass(HasMetadata.class))
          .inNamespace(namespace)
          .list(new ListOptionsBuilder().withLimit(1L).build());
      return true;
    } catch (KubernetesClientException e) {
      return e.getCode() != HttpURLConnection.HTTP_FORBIDDEN
          && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND;
    }
  }
}
