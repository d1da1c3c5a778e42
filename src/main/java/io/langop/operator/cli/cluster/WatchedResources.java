package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.langop.operator.cli.session.Failure;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * Resources as they change, through a watch of Kubernetes, which is resumed when it breaks. Each
 * resource that is there at the beginning comes first. When the watch cannot be resumed, it is
 * found out whether access has ended.
 */
public final class WatchedResources implements AutoCloseable {

  /**
   * One change.
   *
   * @param gone whether the resource was deleted
   */
  public record Change(StoredResource resource, boolean gone) {}

  /** Empty stands for an attempt to resume the watch that failed. */
  private final BlockingQueue<Optional<Change>> changes = new LinkedBlockingQueue<>();

  private final Access access;
  private SharedIndexInformer<GenericKubernetesResource> informer;

  /** Whether the cluster still answers. */
  interface Access {

    /** Returns if it does, and throws if it refuses, or does not answer for a while. */
    void confirm() throws InterruptedException;
  }

  WatchedResources(Access access) {
    this.access = access;
  }

  ResourceEventHandler<GenericKubernetesResource> handler(ResourceKind kind) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(GenericKubernetesResource added) {
        add(kind, added, false);
      }

      @Override
      public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
        add(kind, after, false);
      }

      @Override
      public void onDelete(GenericKubernetesResource deleted, boolean stateUnknown) {
        add(kind, deleted, true);
      }
    };
  }

  private void add(ResourceKind kind, GenericKubernetesResource resource, boolean gone) {
    changes.add(Optional.of(new Change(StoredResource.of(kind, resource), gone)));
  }

  /** The watch could not be resumed. */
  void interrupted() {
    changes.add(Optional.empty());
  }

  WatchedResources with(SharedIndexInformer<GenericKubernetesResource> stopped) {
    informer = stopped;
    informer.exceptionHandler(
        (started, failure) -> {
          interrupted();
          return started;
        });
    informer.run();
    return this;
  }

  /** Waits for the next change; throws when access has ended. */
  public Change next() throws InterruptedException {
    while (true) {
      Optional<Change> next = changes.take();
      if (next.isPresent()) {
        return next.get();
      }
      access.confirm();
    }
  }

  /**
   * The answer to a question about a change. When there is none it is asked once more, unless
   * access has ended.
   */
  public <T> T answer(Supplier<T> question) throws InterruptedException {
    try {
      return question.get();
    } catch (Failure e) {
      access.confirm();
      return question.get();
    }
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
