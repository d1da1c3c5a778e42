package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Resources as they change, through a watch of Kubernetes, which is resumed when it breaks. Each
 * resource that is there at the beginning comes first.
 */
public final class WatchedResources implements AutoCloseable {

  /**
   * One change.
   *
   * @param gone whether the resource was deleted
   */
  public record Change(StoredResource resource, boolean gone) {}

  private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
  private SharedIndexInformer<GenericKubernetesResource> informer;

  WatchedResources() {}

  ResourceEventHandler<GenericKubernetesResource> handler(ResourceKind kind) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(GenericKubernetesResource added) {
        changes.add(new Change(StoredResource.of(kind, added), false));
      }

      @Override
      public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
        changes.add(new Change(StoredResource.of(kind, after), false));
      }

      @Override
      public void onDelete(GenericKubernetesResource deleted, boolean stateUnknown) {
        changes.add(new Change(StoredResource.of(kind, deleted), true));
      }
    };
  }

  WatchedResources with(SharedIndexInformer<GenericKubernetesResource> running) {
    this.informer = running;
    return this;
  }

  /** Waits for the next change. */
  public Change next() throws InterruptedException {
    return changes.take();
  }

  /** Whether the next change is there already. */
  public boolean more() {
    return !changes.isEmpty();
  }

  @Override
  public void close() {
    informer.close();
  }
}
