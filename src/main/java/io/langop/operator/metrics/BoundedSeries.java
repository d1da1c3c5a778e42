package io.langop.operator.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A gauge for each of many things that users name, as long as it is not 0. The number of series is
 * bounded: the values beyond the bound are only added up, in a gauge whose name ends with {@code
 * _overflow}, and take a place as one becomes free, the oldest first. Safe for use by several
 * threads.
 *
 * @param <K> the things; with an order, so that a map of what users write stays fast when all have
 *     one hash
 */
public final class BoundedSeries<K extends Comparable<K>> {

  private final MeterRegistry registry;
  private final String name;
  private final String description;
  private final int most;
  private final Function<K, Tags> tags;
  private final Map<K, Series> series = new HashMap<>();
  private final Map<K, Integer> withoutSeries = new LinkedHashMap<>();
  private final AtomicInteger overflow = new AtomicInteger();

  private record Series(Gauge gauge, AtomicInteger value) {}

  /**
   * @param most how many series there may be
   * @param tags the labels of a thing
   */
  public BoundedSeries(
      MeterRegistry registry, String name, String description, int most, Function<K, Tags> tags) {
    this.registry = registry;
    this.name = name;
    this.description = description;
    this.most = most;
    this.tags = tags;
  }

  /** Makes the overflow known, so that it reads 0 before there is one. */
  public BoundedSeries<K> withOverflow(String overflowDescription) {
    Gauge.builder(name + "_overflow", overflow, AtomicInteger::get)
        .description(overflowDescription)
        .register(registry);
    return this;
  }

  /** Sets the value of a thing; 0 ends its series. */
  public synchronized void set(K key, int value) {
    Series known = series.get(key);
    if (value == 0) {
      remove(key, known);
    } else if (known != null) {
      known.value().set(value);
    } else if (series.size() < most) {
      add(key, value);
    } else {
      Integer before = withoutSeries.put(key, value);
      overflow.addAndGet(value - (before == null ? 0 : before));
    }
  }

  private void remove(K key, Series known) {
    Integer waiting = withoutSeries.remove(key);
    if (waiting != null) {
      overflow.addAndGet(-waiting);
    }
    if (known != null) {
      series.remove(key);
      registry.remove(known.gauge());
      promoteOldest();
    }
  }

  private void promoteOldest() {
    var oldest = withoutSeries.entrySet().iterator();
    if (oldest.hasNext()) {
      Map.Entry<K, Integer> entry = oldest.next();
      oldest.remove();
      overflow.addAndGet(-entry.getValue());
      add(entry.getKey(), entry.getValue());
    }
  }

  private void add(K key, int first) {
    AtomicInteger value = new AtomicInteger(first);
    Gauge gauge =
        Gauge.builder(name, value, AtomicInteger::get)
            .description(description)
            .tags(tags.apply(key))
            .register(registry);
    series.put(key, new Series(gauge, value));
  }
}
