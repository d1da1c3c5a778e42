package io.langop.operator.reading;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;

/**
 * Looks at every version of the resources of one kind, for those that cannot be read. It wakes
 * nobody: a resource whose spec becomes readable is reconciled because its spec changed.
 *
 * @param <P> the kind
 */
public final class UnreadableResources<P extends CustomResource<?, ?>>
    extends AbstractEventSource<Void, P> implements ResourceEventAware<P> {

  private final String kind;
  private final UnreadableReporter reporter;

  public UnreadableResources(UnreadableReporter reporter, EventSourceContext<P> context) {
    super(Void.class, "unreadable");
    this.kind = HasMetadata.getKind(context.getPrimaryResourceClass());
    this.reporter = reporter;
    reporter.register(kind);
  }

  @Override
  public void onResourceCreated(P resource) {
    reporter.seen(resource);
  }

  @Override
  public void onResourceUpdated(P updated, P old) {
    reporter.seen(updated);
  }

  @Override
  public void onResourceDeleted(P resource) {
    reporter.gone(kind, ResourceID.fromResource(resource));
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
