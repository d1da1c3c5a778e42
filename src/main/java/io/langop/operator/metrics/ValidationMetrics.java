package io.langop.operator.metrics;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.config.OperatorConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * What was decided about images. Users choose names and registries, so the series that carry them
 * are bounded: those beyond the bound are only counted, and take a place as one becomes free.
 */
@ApplicationScoped
public class ValidationMetrics {

  private record Key(String kind, ResourceID id) {}

  private record Blocked(Key key, String registryName, boolean running)
      implements Comparable<Blocked> {

    private static final Comparator<Blocked> ORDER =
        Comparator.<Blocked, String>comparing(blocked -> blocked.key().id().getName())
            .thenComparing(blocked -> blocked.key().id().getNamespace().orElse(""))
            .thenComparing(blocked -> blocked.key().kind())
            .thenComparing(Blocked::registryName)
            .thenComparing(Blocked::running);

    @Override
    public int compareTo(Blocked other) {
      return ORDER.compare(this, other);
    }
  }

  private static final String PREFIX = "language_operator_";

  private final MeterRegistry registry;
  private final Map<Key, Set<Blocked>> blocked = new HashMap<>();
  private final BoundedSeries<Blocked> series;
  private final Map<String, AtomicInteger> blockedByKind = new ConcurrentHashMap<>();

  @Inject
  ValidationMetrics(MeterRegistry registry, OperatorConfig config) {
    this(registry, config.metrics().maxBlockedImageSeries());
  }

  /**
   * @param most how many series blocked_images may have
   */
  ValidationMetrics(MeterRegistry registry, int most) {
    this.registry = registry;
    this.series =
        new BoundedSeries<>(
                registry,
                PREFIX + "blocked_images",
                "1 while the image of a resource is blocked",
                most,
                ValidationMetrics::tags)
            .withOverflow("Blocked images that have no series of their own in blocked_images");
  }

  /**
   * Makes the metrics of a kind known, so that they read 0 before anything is decided: Prometheus
   * does not see the first increase of a counter that was not there before.
   */
  public void register(String kind) {
    validations(kind, "True", WorkloadReason.RegistryAllowed);
    WorkloadReason.REFUSALS.forEach(reason -> validations(kind, "False", reason));
    validations(kind, "Unknown", WorkloadReason.AllowlistUnavailable);
    blockedByKind.computeIfAbsent(
        kind,
        k -> {
          AtomicInteger count = new AtomicInteger();
          Gauge.builder(PREFIX + "blocked_resources", count, AtomicInteger::get)
              .description("Resources whose image is blocked")
              .tag("kind", k)
              .register(registry);
          return count;
        });
  }

  /** A verdict was written to the status of a resource. */
  public void validated(String kind, String status, WorkloadReason reason) {
    validations(kind, status, reason).increment();
  }

  private Counter validations(String kind, String status, WorkloadReason reason) {
    return registry.counter(
        PREFIX + "image_validations", "kind", kind, "status", status, "reason", reason.name());
  }

  /**
   * An image of a resource is blocked.
   *
   * @param registryNames where the blocked images would come from; empty ones for what is no image
   *     reference
   * @param running whether the resource has a workload that runs, which is frozen now
   */
  public synchronized void blocked(
      String kind, ResourceID id, Set<String> registryNames, boolean running) {
    Key key = new Key(kind, id);
    Set<Blocked> images =
        registryNames.stream()
            .map(name -> new Blocked(key, name, running))
            .collect(Collectors.toUnmodifiableSet());
    if (images.equals(blocked.get(key))) {
      return;
    }
    unblocked(kind, id);
    blocked.put(key, images);
    blockedByKind.get(kind).incrementAndGet();
    images.forEach(image -> series.set(image, 1));
  }

  /** No image of a resource is blocked, or the resource is gone. */
  public synchronized void unblocked(String kind, ResourceID id) {
    Set<Blocked> images = blocked.remove(new Key(kind, id));
    if (images == null) {
      return;
    }
    blockedByKind.get(kind).decrementAndGet();
    images.forEach(image -> series.set(image, 0));
  }

  private static Tags tags(Blocked image) {
    return Tags.of(
        "kind", image.key().kind(),
        "namespace", image.key().id().getNamespace().orElse(""),
        "name", image.key().id().getName(),
        "registry", image.registryName(),
        "running", Boolean.toString(image.running()));
  }
}
