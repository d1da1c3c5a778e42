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
import java.util.Optional;
import java.util.Set;

/**
 * Wakes a resource when the foreign object in its way changes or goes. Foreign objects carry none
 * of our labels, so the informers do not see them; each one in the way is watched by itself, as
 * long as it is in the way. No request is made under the lock, which all resources of a kind share.
 *
 * @param <P> kind of the resources
 */
final class NameConflicts<P extends HasMetadata> extends AbstractEventSource<HasMetadata, P>
    implements ResourceEventAware<P> {

  /** Each conflict costs a connection, and authors can make as many as they like. */
  static final int MAX_WATCHES = 50;

  /** What one namespace may have of them, so that others are woken, too. */
  static final int MAX_WATCHES_OF_A_NAMESPACE = 10;

  private final Map<ResourceID, Place> places = new HashMap<>();

  NameConflicts() {
    super(HasMetadata.class, "name-conflicts");
  }

  /** One of the places for a watch, taken before the watch is there. */
  private static final class Place {

    private final String uid;
    private Watch watch;
    private boolean closed;

    Place(String uid) {
      this.uid = uid;
    }

    void opened(Watch opened) {
      boolean late;
      synchronized (this) {
        watch = opened;
        late = closed;
      }
      if (late) {
        opened.close();
      }
    }

    void close() {
      Watch open;
      synchronized (this) {
        closed = true;
        open = watch;
      }
      if (open != null) {
        open.close();
      }
    }
  }

  /**
   * Watches {@code foreign} on behalf of {@code blocked}.
   *
   * @return false when too many are watched already; the caller has to look again by itself
   */
  boolean watch(P blocked, HasMetadata foreign, KubernetesClient client) {
    ResourceID id = ResourceID.fromResource(blocked);
    Place place = new Place(foreign.getMetadata().getUid());
    Place before;
    synchronized (places) {
      before = places.get(id);
      if (before != null && before.uid.equals(place.uid)) {
        return true;
      }
      if (before == null && isFull(id.getNamespace())) {
        return false;
      }
      places.put(id, place);
    }
    if (before != null) {
      before.close();
    }
    try {
      // Not from the version of the object: the API server soon forgets versions and would refuse.
      place.opened(client.resource(foreign).watch(new ForeignWatcher(id, place)));
      HasMetadata now = client.resource(foreign).get();
      if (now == null || !place.uid.equals(now.getMetadata().getUid())) {
        lookAgain(id, place); // it went before the watch began
      }
    } catch (RuntimeException e) {
      forget(id, place);
      throw e;
    }
    return true;
  }

  private boolean isFull(Optional<String> namespace) {
    return places.size() >= MAX_WATCHES
        || places.keySet().stream().filter(id -> id.getNamespace().equals(namespace)).count()
            >= MAX_WATCHES_OF_A_NAMESPACE;
  }

  /** Nothing is in the way of a resource any more, or nothing is to be made for it. */
  void forget(P resource) {
    forget(ResourceID.fromResource(resource));
  }

  @Override
  public void onResourceDeleted(P resource) {
    forget(resource);
  }

  @Override
  public void stop() {
    super.stop();
    Set<ResourceID> all;
    synchronized (places) {
      all = Set.copyOf(places.keySet());
    }
    all.forEach(this::forget);
  }

  @Override
  public Set<HasMetadata> getSecondaryResources(P primary) {
    return Set.of();
  }

  private void forget(ResourceID id) {
    Place place;
    synchronized (places) {
      place = places.remove(id);
    }
    if (place != null) {
      place.close();
    }
  }

  /** False when the place was given to another object in the meantime. */
  private boolean forget(ResourceID id, Place place) {
    boolean current;
    synchronized (places) {
      current = places.remove(id, place);
    }
    place.close();
    return current;
  }

  private void lookAgain(ResourceID id, Place place) {
    if (forget(id, place) && isRunning()) {
      getEventHandler().handleEvent(new Event(id));
    }
  }

  private final class ForeignWatcher implements Watcher<HasMetadata> {

    private final ResourceID blocked;
    private final Place place;

    ForeignWatcher(ResourceID blocked, Place place) {
      this.blocked = blocked;
      this.place = place;
    }

    @Override
    public void eventReceived(Action action, HasMetadata object) {
      boolean gone = action == Action.DELETED || !place.uid.equals(object.getMetadata().getUid());
      if (gone) {
        lookAgain(blocked, place);
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      lookAgain(blocked, place);
    }
  }
}
