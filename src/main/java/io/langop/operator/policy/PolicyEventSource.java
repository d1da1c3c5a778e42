package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Wakes the resources of one kind whose decision an edit of a ConfigMap changes, and only those:
 * all of them are decided in memory, which costs microseconds each, while a write costs
 * milliseconds.
 *
 * @param <S> snapshots of the ConfigMap
 * @param <D> decisions
 * @param <P> the kind
 */
public final class PolicyEventSource<S extends PolicySnapshot<D>, D, P extends HasMetadata>
    extends AbstractEventSource<S, P> implements ResourceEventAware<P>, PolicySubscriber<S> {

  /** What a policy means for the resources of one kind. */
  public interface Dependents<D, P> {

    /** What a resource asks the policy for. */
    String asks(P resource);

    /** What else the resource has that the policy decides about. */
    default Set<String> alsoAsks(P resource) {
      return Set.of();
    }

    /** Whether the resource has so much of that, that any edit counts as one about it. */
    default boolean asksMore(P resource) {
      return false;
    }

    /** Whether a resource still depends on the decision; what has begun may go on without it. */
    default boolean depends(P resource) {
      return true;
    }

    /** Whether a decision lets the resource have what it asks for. */
    boolean grants(D decision);

    /** Whether the status of a resource already tells a decision, or never will. */
    boolean told(P resource, D decision);

    /** A resource was deleted. */
    void deleted(P resource);
  }

  private final ConfigMapWatch<S> policy;
  private final IndexerResourceCache<P> resources;
  private final String kind;
  private final Dependents<D, P> dependents;

  public PolicyEventSource(
      String name,
      Class<S> snapshotType,
      ConfigMapWatch<S> policy,
      EventSourceContext<P> context,
      Dependents<D, P> dependents) {
    super(snapshotType, name);
    this.policy = policy;
    this.resources = context.getPrimaryCache();
    this.kind = HasMetadata.getKind(context.getPrimaryResourceClass());
    this.dependents = dependents;
  }

  @Override
  public void start() {
    super.start();
    policy.subscribe(this);
    policy.start();
  }

  @Override
  public void stop() {
    super.stop();
    policy.unsubscribe(this);
  }

  @Override
  public Affected affected(S before, S after) {
    List<ResourceID> changed = new ArrayList<>();
    int[] blockedAndUnblocked = new int[2];
    // What is being deleted is not reconciled any more, so nothing is to be awaited of it.
    resources
        .list(resource -> !resource.isMarkedForDeletion() && dependents.depends(resource))
        .forEach(
            resource -> {
              D was = before.decide(dependents.asks(resource));
              D is = after.decide(dependents.asks(resource));
              boolean other =
                  dependents.asksMore(resource)
                      || dependents.alsoAsks(resource).stream()
                          .anyMatch(asked -> !before.decide(asked).equals(after.decide(asked)));
              if (!was.equals(is) || other) {
                changed.add(ResourceID.fromResource(resource));
                boolean granted = dependents.grants(was);
                boolean grants = dependents.grants(is);
                blockedAndUnblocked[0] += granted && !grants ? 1 : 0;
                blockedAndUnblocked[1] += !granted && grants ? 1 : 0;
              }
            });
    return new Affected(
        kind,
        changed,
        blockedAndUnblocked[0],
        blockedAndUnblocked[1],
        id -> resources.get(id).filter(found -> !found.isMarkedForDeletion()).isPresent(),
        this::wake);
  }

  /** A status that somebody else wrote must not stay in the way of the decision. */
  @Override
  public void onResourceUpdated(P updated, P old) {
    if (updated.isMarkedForDeletion()) {
      dependents.deleted(updated); // it is not reconciled any more
      return;
    }
    if (dependents.depends(updated)
        && !dependents.told(updated, policy.current().decide(dependents.asks(updated)))) {
      wake(ResourceID.fromResource(updated));
    }
  }

  @Override
  public void onResourceDeleted(P resource) {
    dependents.deleted(resource);
  }

  @Override
  public Set<S> getSecondaryResources(P primary) {
    return Set.of(policy.current());
  }

  private void wake(ResourceID id) {
    getEventHandler().handleEvent(new Event(id));
  }
}
