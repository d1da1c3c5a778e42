package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.langop.operator.reading.LargeObjects;
import io.langop.operator.reading.LargeObjects.Waiter;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The resources of one kind that wait until there is room for large objects, and are woken when it
 * is their turn.
 *
 * @param <P> the kind
 */
final class Turns<P extends HasMetadata> extends AbstractEventSource<Void, P> {

  private final LargeObjects objects;
  private final String kind;

  Turns(LargeObjects objects, EventSourceContext<P> context) {
    super(Void.class, "turns");
    this.objects = objects;
    this.kind = HasMetadata.getKind(context.getPrimaryResourceClass());
  }

  /** Does the work if it is the turn of this resource; empty when it will be woken for it. */
  <T> Optional<T> ifRoom(P resource, Supplier<T> work) {
    ResourceID id = ResourceID.fromResource(resource);
    return objects.ifRoom(
        new Waiter(kind, id), () -> getEventHandler().handleEvent(new Event(id)), work);
  }

  /** A resource was deleted, or needs no room any more. */
  void forget(ResourceID id) {
    objects.forget(new Waiter(kind, id));
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
