package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.List;
import java.util.Set;

/**
 * Wakes the resources of one kind whose decision an edit of a ConfigMap changes, and only those.
 *
 * @param <S> snapshots of the ConfigMap
 * @param <D> decisions
 * @param <P> the kind
 */
public final class PolicyEventSource<S extends PolicySnapshot<D>, D, P extends HasMetadata>
    extends AbstractEventSource<S, P> implements ResourceEventAware<P>, PolicySubscriber<S> {

  /** What a policy means for the resources of one kind. */
  public interface Dependents<D, P> {

    /** What a resource asks the policy for: at least one thing, all of which it has to get. */
    List<String> asks(P resource);

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
  private final DemandIndex<S, D> demands;

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
    this.demands = new DemandIndex<>(policy.current(), dependents::grants);
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

  /**
   * Says what a resource has, besides what its spec asks for, that the policy decides about.
   *
   * @param anything whether it has more than is said here, so that every edit counts as one about
   *     it
   */
  public void alsoAsks(ResourceID id, Set<String> asked, boolean anything) {
    demands.also(id, asked, anything);
  }

  @Override
  public Affected affected(S before, S after) {
    DemandIndex.Effect effect = demands.edit(before, after);
    // What has begun meanwhile goes on, and nothing is to be awaited of it.
    List<ResourceID> changed =
        effect.resources().stream()
            .filter(id -> resources.get(id).filter(this::depends).isPresent())
            .toList();
    return new Affected(
        kind,
        changed,
        effect.blocked(),
        effect.unblocked(),
        id -> resources.get(id).filter(found -> !found.isMarkedForDeletion()).isPresent(),
        this::wake);
  }

  @Override
  public void onResourceCreated(P created) {
    index(created);
  }

  /** A status that somebody else wrote must not stay in the way of the decision. */
  @Override
  public void onResourceUpdated(P updated, P old) {
    index(updated);
    if (updated.isMarkedForDeletion()) {
      dependents.deleted(updated); // it is not reconciled any more
      return;
    }
    if (dependents.depends(updated)
        && !dependents.told(
            updated,
            policy
                .current()
                .decide(dependents.asks(updated), updated.getMetadata().getNamespace()))) {
      wake(ResourceID.fromResource(updated));
    }
  }

  @Override
  public void onResourceDeleted(P resource) {
    demands.remove(ResourceID.fromResource(resource));
    dependents.deleted(resource);
  }

  @Override
  public Set<S> getSecondaryResources(P primary) {
    return Set.of(policy.current());
  }

  /*
   * Called before the framework is told of the event, so a resource that an edit does not find here yet is decided by it.
   */
  private void index(P resource) {
    ResourceID id = ResourceID.fromResource(resource);
    if (depends(resource)) {
      demands.put(id, dependents.asks(resource));
    } else {
      demands.remove(id);
    }
  }

  private boolean depends(P resource) {
    return !resource.isMarkedForDeletion() && dependents.depends(resource);
  }

  private void wake(ResourceID id) {
    getEventHandler().handleEvent(new Event(id));
  }
}
