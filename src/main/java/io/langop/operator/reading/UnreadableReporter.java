package io.langop.operator.reading;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.event.EventPublisher;
import io.langop.operator.event.EventPublisher.Type;
import io.langop.operator.image.VisibleText;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Tells of resources that cannot be read: a log line and an event for each, and a metric. */
@ApplicationScoped
public class UnreadableReporter {

  private static final Logger LOG = Logger.getLogger(UnreadableReporter.class);

  /** What was told of a resource; a status that is written to it is no news. */
  private record Told(String uid, Long generation, String reason) {}

  private final EventPublisher events;
  private final MeterRegistry registry;
  private final Map<String, Map<ResourceID, Told>> unreadable = new ConcurrentHashMap<>();

  UnreadableReporter(EventPublisher events, MeterRegistry registry) {
    this.events = events;
    this.registry = registry;
  }

  /** What is wrong with a resource that is not readable, and what to do about it. */
  public static String message(CustomResource<?, ?> resource) {
    return Marks.unreadable(resource).orElse("spec: missing")
        + "; correct the field or delete the object";
  }

  /** Makes the metric of a kind known, so that it reads 0 before anything was read. */
  void register(String kind) {
    Map<ResourceID, Told> ofKind = new ConcurrentHashMap<>();
    if (unreadable.putIfAbsent(kind, ofKind) == null) {
      Gauge.builder("language_operator_unreadable_resources", ofKind, Map::size)
          .description("Resources that the operator cannot read and skips")
          .tag("kind", kind)
          .register(registry);
    }
  }

  /** A version of a resource was read, or could not be. */
  public void seen(CustomResource<?, ?> resource) {
    ResourceID id = ResourceID.fromResource(resource);
    if (Marks.isReadable(resource)) {
      if (!wasFoundInWhole(resource, id)) {
        gone(resource.getKind(), id);
      }
      return;
    }
    String message = message(resource);
    Told now =
        new Told(resource.getMetadata().getUid(), resource.getMetadata().getGeneration(), message);
    Told before = unreadable.get(resource.getKind()).put(id, now);
    if (!now.equals(before)) {
      tell(resource, message);
    }
  }

  /** What is kept of a large resource may be readable where all of it is not. */
  private boolean wasFoundInWhole(CustomResource<?, ?> resource, ResourceID id) {
    Told told = unreadable.get(resource.getKind()).get(id);
    return Marks.isTrimmed(resource)
        && told != null
        && Objects.equals(told.uid(), resource.getMetadata().getUid())
        && Objects.equals(told.generation(), resource.getMetadata().getGeneration());
  }

  /** A resource was deleted, or can be read again. */
  void gone(String kind, ResourceID id) {
    unreadable.get(kind).remove(id);
  }

  private void tell(HasMetadata resource, String message) {
    LOG.warnf(
        "%s %s/%s cannot be read and is skipped: %s",
        resource.getKind(),
        Optional.ofNullable(resource.getMetadata().getNamespace()).orElse(""),
        VisibleText.of(resource.getMetadata().getName()),
        message);
    events.publish(resource, Type.Warning, WorkloadReason.UnreadableResource, message);
  }
}
