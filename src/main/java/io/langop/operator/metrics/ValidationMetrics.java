package io.langop.operator.metrics;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.config.OperatorConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was decided about images. Users choose names and registries, so the series that carry them
 * are bounded: those beyond the bound are only counted, and take a place as one becomes free.
 */
@ApplicationScoped
public class ValidationMetrics {

  private record Key(String kind, ResourceID id) {}

  private static final String PREFIX = "language_operator_";

  /** What a verdict can be, by its reason: the status of the condition. */
  private static final Map<String, String> VERDICTS =
      Map.of(
          "RegistryAllowed", "True",
          "RegistryNotAllowed", "False",
          "DigestRequired", "False",
          "InvalidImageReference", "False",
          "AllowlistUnavailable", "Unknown");

  private final MeterRegistry registry;
  private final int maxSeries;
  private final Map<Key, String> blocked = new HashMap<>();
  private final Map<Key, Gauge> series = new HashMap<>();
  private final Map<Key, String> withoutSeries = new LinkedHashMap<>();
  private final AtomicInteger overflow = new AtomicInteger();
  private final Map<String, AtomicInteger> blockedByKind = new ConcurrentHashMap<>();

  ValidationMetrics(MeterRegistry registry, OperatorConfig config) {
    this.registry = registry;
    this.maxSeries = config.metrics().maxBlockedImageSeries();
    Gauge.builder(PREFIX + "blocked_images_overflow", overflow, AtomicInteger::get)
        .description("Blocked images that have no series of their own in blocked_images")
        .register(registry);
  }

  /**
   * Makes the metrics of a kind known, so that they read 0 before anything is decided: Prometheus
   * does not see the first increase of a counter that was not there before.
   */
  public void register(String kind) {
    VERDICTS.forEach((reason, status) -> validations(kind, status, reason));
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
  public void validated(String kind, String status, String reason) {
    validations(kind, status, reason).increment();
  }

  private Counter validations(String kind, String status, String reason) {
    return registry.counter(
        PREFIX + "image_validations", "kind", kind, "status", status, "reason", reason);
  }

  /** The image of a resource is blocked; {@code registryName} is where it would come from. */
  public synchronized void blocked(String kind, ResourceID id, String registryName) {
    Key key = new Key(kind, id);
    if (registryName.equals(blocked.get(key))) {
      return;
    }
    unblocked(kind, id);
    blocked.put(key, registryName);
    blockedByKind.get(kind).incrementAndGet();
    if (series.size() < maxSeries) {
      addSeries(key, registryName);
    } else {
      withoutSeries.put(key, registryName);
    }
    overflow.set(withoutSeries.size());
  }

  /** The image of a resource is not blocked, or the resource is gone. */
  public synchronized void unblocked(String kind, ResourceID id) {
    Key key = new Key(kind, id);
    if (blocked.remove(key) == null) {
      return;
    }
    blockedByKind.get(kind).decrementAndGet();
    withoutSeries.remove(key);
    Gauge gauge = series.remove(key);
    if (gauge != null) {
      registry.remove(gauge);
      promoteOldest();
    }
    overflow.set(withoutSeries.size());
  }

  private void promoteOldest() {
    var oldest = withoutSeries.entrySet().iterator();
    if (oldest.hasNext()) {
      var entry = oldest.next();
      oldest.remove();
      addSeries(entry.getKey(), entry.getValue());
    }
  }

  private void addSeries(Key key, String registryName) {
    series.put(
        key,
        Gauge.builder(PREFIX + "blocked_images", () -> 1)
            .description("1 while the image of a resource is blocked")
            .tag("kind", key.kind())
            .tag("namespace", key.id().getNamespace().orElse(""))
            .tag("name", key.id().getName())
            .tag("registry", registryName)
            .register(registry));
  }
}
