package io.langop.operator.leader;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.Set;

/**
 * Has all resources of a kind reconciled when this process begins to lead: what woke them on
 * standby came to nothing, and what the leader before has left undone nobody knows.
 *
 * @param <P> the kind
 */
public final class TakeOver<P extends HasMetadata> extends AbstractEventSource<Void, P> {

  private final Leadership leadership;
  private final IndexerResourceCache<P> resources;
  private final Runnable listener = this::wakeAll;

  public TakeOver(Leadership leadership, EventSourceContext<P> context) {
    super(Void.class, "take-over");
    this.leadership = leadership;
    this.resources = context.getPrimaryCache();
  }

  @Override
  public void start() {
    super.start();
    leadership.onTakeOver(listener);
  }

  @Override
  public void stop() {
    super.stop();
    leadership.removeListener(listener);
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }

  private void wakeAll() {
    resources
        .list(resource -> true)
        .map(ResourceID::fromResource)
        .forEach(id -> getEventHandler().handleEvent(new Event(id)));
  }
}
