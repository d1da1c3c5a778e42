package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.reading.Marks;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Large objects with all that is in them. Each is read when it is needed, and kept until the end of
 * the reconciliation that needs it or until it is written.
 *
 * @param <R> type of the objects
 */
final class WholeObjects<R extends HasMetadata> {

  private final KubernetesClient client;
  private final Map<ResourceID, R> read = new ConcurrentHashMap<>();

  WholeObjects(KubernetesClient client) {
    this.client = client;
  }

  /** All of an object; empty if it is large and was deleted meanwhile. */
  Optional<R> of(R object) {
    if (!Marks.isTrimmed(object)) {
      return Optional.of(object);
    }
    ResourceID id = ResourceID.fromResource(object);
    Optional<R> whole = Optional.ofNullable(read.get(id)).or(() -> get(object));
    whole.ifPresent(found -> read.put(id, found));
    return whole;
  }

  /**
   * What is to be looked at of the API server's answer to a write: all of it if only its metadata
   * was kept.
   */
  R ofAnswer(R written) {
    forget(ResourceID.fromResource(written));
    if (!Marks.isBare(written)) {
      return written;
    }
    return of(written)
        .orElseThrow(
            () ->
                new KubernetesClientException(
                    "%s '%s' was deleted just after it was written"
                        .formatted(written.getKind(), written.getMetadata().getName()),
                    HttpURLConnection.HTTP_CONFLICT,
                    null));
  }

  /** The reconciliation is over, or the object has changed. */
  void forget(ResourceID id) {
    read.remove(id);
  }

  private Optional<R> get(R object) {
    Optional<R> whole = Optional.ofNullable(client.resource(object).get());
    if (whole.filter(Marks::isTrimmed).isPresent()) {
      throw new IllegalStateException(
          "%s '%s' has a field that cannot be read"
              .formatted(object.getKind(), object.getMetadata().getName()));
    }
    return whole;
  }
}
