package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Wakes a resource when the foreign object in its way changes or goes. Foreign objects carry none
 * of our labels, so the informers do not see them; each one in the way is watched by itself, as
 * long as it is in the way.
 *
 * @param <P> kind of the resources
 */
final class NameConflicts<P extends HasMetadata> extends AbstractEventSource<HasMetadata, P>
    implements ResourceEventAware<P> {

  /** Each conflict costs a connection, and authors can make as many as they like. */
  private static final int MAX_WATCHES = 50;

  private record Watched(String uid, Watch watch) {}

  private final Map<ResourceID, Watched> watches = new HashMap<>();

  NameConflicts() {
    super(HasMetadata.class, "name-conflicts");
  }

  /**
   * Watches {@code foreign} on behalf of {@code blocked}.
   *
   * @return false when too many are watched already; the caller has to look again by itself
   */
  synchronized boolean watch(P blocked, HasMetadata foreign, KubernetesClient client) {
    ResourceID id = ResourceID.fromResource(blocked);
    String uid = foreign.getMetadata().getUid();
    if (watches.containsKey(id) && watches.get(id).uid().equals(uid)) {
      return true;
    }
    close(id);
    if (watches.size() >= MAX_WATCHES) {
      return false;
    }
    // Not from the version of the object: the API server soon forgets versions and would refuse.
    Watch watch = client.resource(foreign).watch(new ForeignWatcher(id, uid));
    watches.put(id, new Watched(uid, watch));
    HasMetadata now = client.resource(foreign).get();
    if (now == null || !uid.equals(now.getMetadata().getUid())) {
      lookAgain(id); // it went before the watch began
    }
    return true;
  }

  @Override
  public void onResourceDeleted(P resource) {
    close(ResourceID.fromResource(resource));
  }

  @Override
  public synchronized void stop() {
    super.stop();
    Set.copyOf(watches.keySet()).forEach(this::close);
  }

  @Override
  public Set<HasMetadata> getSecondaryResources(P primary) {
    return Set.of();
  }

  private synchronized void close(ResourceID id) {
    Watched watched = watches.remove(id);
    if (watched != null) {
      watched.watch().close();
    }
  }

  private void lookAgain(ResourceID id) {
    close(id);
    if (isRunning()) {
      getEventHandler().handleEvent(new Event(id));
    }
  }

  private final class ForeignWatcher implements Watcher<HasMetadata> {

    private final ResourceID blocked;
    private final String uid;

    ForeignWatcher(ResourceID blocked, String uid) {
      this.blocked = blocked;
      this.uid = uid;
    }

    @Override
    public void eventReceived(Action action, HasMetadata object) {
      boolean gone = action == Action.DELETED || !uid.equals(object.getMetadata().getUid());
      if (gone) {
        lookAgain(blocked);
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      lookAgain(blocked);
    }
  }
}
