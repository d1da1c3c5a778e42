package io.langop.operator.policy;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Measures how long an edit of a watched ConfigMap takes from being seen to the last affected
 * status being written. Edits that overlap count as one, from the first one's start to the last
 * one's end, so the state is bounded by the number of resources. An edit that affects nobody is not
 * measured.
 */
public final class PropagationTimer {

  /** Fine around the minute of the alert PolicyPropagationSlow, which interpolates in a bucket. */
  private static final Duration[] BUCKETS =
      LongStream.of(
              10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 45_000,
              60_000, 75_000, 90_000, 120_000, 180_000, 300_000, 600_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private record Key(String kind, ResourceID id) {}

  private final Timer timer;
  private final Map<Key, Long> awaited = new HashMap<>();
  private long startNanos;

  /**
   * @param policy {@code allowlist}, {@code catalog} or {@code settings}, part of the metric's name
   */
  PropagationTimer(MeterRegistry registry, String policy) {
    timer =
        Timer.builder("language_operator_" + policy + "_propagation")
            .description(
                "Time from seeing an edit of the " + policy + " to the last status written")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    Gauge.builder(
            "language_operator_" + policy + "_propagation_unfinished_seconds",
            this,
            PropagationTimer::unfinishedSeconds)
        .description("Age of the oldest edit of the " + policy + " that some status lacks, or 0")
        .register(registry);
  }

  private synchronized double unfinishedSeconds() {
    return awaited.isEmpty() ? 0 : (System.nanoTime() - startNanos) / 1e9;
  }

  /** An edit was seen at {@code seenNanos} of {@link System#nanoTime}. */
  synchronized void edited(long revision, long seenNanos, List<Affected> affected) {
    if (awaited.isEmpty()) {
      startNanos = seenNanos;
    }
    for (Affected one : affected) {
      one.resources().forEach(id -> awaited.put(new Key(one.kind(), id), revision));
    }
    // One that was deleted since it was found to be affected is told of no more.
    for (Affected one : affected) {
      one.resources().stream()
          .filter(id -> !one.exists().test(id))
          .forEach(id -> forget(one.kind(), id));
    }
  }

  /** The status of a resource now says what {@code revision} makes of it. */
  public synchronized void settled(String kind, ResourceID id, long revision) {
    Key key = new Key(kind, id);
    Long wanted = awaited.get(key);
    if (wanted != null && wanted <= revision) {
      awaited.remove(key);
      if (awaited.isEmpty()) {
        timer.record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
      }
    }
  }

  /** A resource is gone; nothing is awaited of it. */
  public void forget(String kind, ResourceID id) {
    settled(kind, id, Long.MAX_VALUE);
  }
}
