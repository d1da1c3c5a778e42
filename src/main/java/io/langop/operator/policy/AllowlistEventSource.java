package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.langop.operator.allowlist.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Wakes the resources of one kind whose verdict an edit of the allowlist changes, and only those:
 * all of them are decided in memory, which costs microseconds each, while a write costs
 * milliseconds.
 *
 * @param <P> the kind
 */
public final class AllowlistEventSource<P extends HasMetadata>
    extends AbstractEventSource<AllowlistSnapshot, P>
    implements ResourceEventAware<P>, AllowlistSubscriber {

  private final AllowlistWatch allowlist;
  private final IndexerResourceCache<P> resources;
  private final String kind;
  private final Function<P, String> imageOf;
  private final BiPredicate<P, Verdict> statusSays;
  private final Consumer<P> onDeleted;

  /**
   * @param imageOf the image that a resource asks for
   * @param statusSays whether the status of a resource already tells a verdict
   * @param onDeleted called when a resource is gone
   */
  public AllowlistEventSource(
      AllowlistWatch allowlist,
      EventSourceContext<P> context,
      Function<P, String> imageOf,
      BiPredicate<P, Verdict> statusSays,
      Consumer<P> onDeleted) {
    super(AllowlistSnapshot.class, "allowlist");
    this.allowlist = allowlist;
    this.resources = context.getPrimaryCache();
    this.kind = HasMetadata.getKind(context.getPrimaryResourceClass());
    this.imageOf = imageOf;
    this.statusSays = statusSays;
    this.onDeleted = onDeleted;
  }

  @Override
  public void start() {
    super.start();
    allowlist.subscribe(this);
    allowlist.start();
  }

  @Override
  public void stop() {
    super.stop();
    allowlist.unsubscribe(this);
  }

  @Override
  public Affected affected(AllowlistSnapshot before, AllowlistSnapshot after) {
    List<ResourceID> changed = new ArrayList<>();
    int[] blockedAndUnblocked = new int[2];
    // What is being deleted is not reconciled any more, so nothing is to be awaited of it.
    resources
        .list(resource -> !resource.isMarkedForDeletion())
        .forEach(
            resource -> {
              Verdict was = before.decide(imageOf.apply(resource));
              Verdict is = after.decide(imageOf.apply(resource));
              if (!was.equals(is)) {
                changed.add(ResourceID.fromResource(resource));
                blockedAndUnblocked[0] += was.isAllowed() && !is.isAllowed() ? 1 : 0;
                blockedAndUnblocked[1] += !was.isAllowed() && is.isAllowed() ? 1 : 0;
              }
            });
    return new Affected(kind, changed, blockedAndUnblocked[0], blockedAndUnblocked[1], this::wake);
  }

  /** A status that somebody else wrote must not stay in the way of the verdict. */
  @Override
  public void onResourceUpdated(P updated, P old) {
    if (!statusSays.test(updated, allowlist.current().decide(imageOf.apply(updated)))) {
      wake(ResourceID.fromResource(updated));
    }
  }

  @Override
  public void onResourceDeleted(P resource) {
    onDeleted.accept(resource);
  }

  @Override
  public Set<AllowlistSnapshot> getSecondaryResources(P primary) {
    return Set.of(allowlist.current());
  }

  private void wake(ResourceID id) {
    getEventHandler().handleEvent(new Event(id));
  }
}
