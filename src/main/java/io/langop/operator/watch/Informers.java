package io.langop.operator.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The informers of all controllers, as the framework knows them. */
@Singleton
public final class Informers {

  private final Operator operator;
  private final Interruptions interruptions;

  Informers(Operator operator, Interruptions interruptions) {
    this.operator = operator;
    this.interruptions = interruptions;
  }

  /**
   * One informer.
   *
   * @param synced whether it has read everything at least once
   * @param running false when it has ended for good
   */
  private record State(Watched watched, boolean synced, boolean running) {}

  /**
   * Whether every informer has read everything at least once. Those of a namespace that the API
   * server refuses do not count, because the other namespaces are served all the same.
   */
  public boolean haveSynced() {
    List<State> states = states();
    return states.stream().anyMatch(State::synced)
        && states.stream().allMatch(state -> state.synced() || isExcused(state.watched()));
  }

  /** False when an informer has ended for good, which only a new process cures. */
  public boolean areRunning() {
    return states().stream().allMatch(State::running);
  }

  private boolean isExcused(Watched watched) {
    return !watched.namespace().isEmpty() && interruptions.isRefused(watched);
  }

  private List<State> states() {
    List<State> states = new ArrayList<>();
    for (RegisteredController<?> controller :
        operator.getRuntimeInfo().getRegisteredControllers()) {
      for (EventSource<?, ?> source :
          ((Controller<?>) controller).getEventSourceManager().allEventSources()) {
        if (source instanceof ManagedInformerEventSource<?, ?, ?> informer) {
          informer
              .informerHealthIndicators()
              .forEach((namespace, state) -> states.add(state(informer, namespace, state)));
        }
      }
    }
    return states;
  }

  private static State state(
      ManagedInformerEventSource<?, ?, ?> source, String namespace, InformerHealthIndicator is) {
    String kind = HasMetadata.getKind(source.resourceType());
    boolean all = namespace.equals(Constants.WATCH_ALL_NAMESPACES);
    return new State(new Watched(kind, all ? "" : namespace), is.hasSynced(), is.isRunning());
  }
}
