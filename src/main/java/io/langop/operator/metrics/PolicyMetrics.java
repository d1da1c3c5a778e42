package io.langop.operator.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What is known of one watched ConfigMap, for Prometheus. */
public final class PolicyMetrics {

  private final AtomicInteger loaded = new AtomicInteger();
  private final AtomicInteger entries = new AtomicInteger();
  private final AtomicInteger invalidEntries = new AtomicInteger();
  private final AtomicLong lastLoadMillis = new AtomicLong();
  private final Clock clock;
  private final Counter successes;
  private final Counter failures;

  /**
   * @param policy {@code allowlist}, {@code catalog} or {@code settings}, part of the names
   */
  public PolicyMetrics(MeterRegistry registry, String policy) {
    clock = registry.config().clock();
    String prefix = "language_operator_" + policy + "_";
    Gauge.builder(prefix + "loaded", loaded, AtomicInteger::get)
        .description(
            "1 while there is the %s, 0 while everything is refused because it is missing"
                .formatted(policy))
        .register(registry);
    Gauge.builder(prefix + "entries", entries, AtomicInteger::get)
        .description("Entries in force")
        .register(registry);
    Gauge.builder(prefix + "invalid_entries", invalidEntries, AtomicInteger::get)
        .description(
            "Entries of the %s that are ignored because they are not valid".formatted(policy))
        .register(registry);
    Gauge.builder(
            prefix + "last_load_timestamp_seconds", lastLoadMillis, millis -> millis.get() / 1e3)
        .description("When the %s was last loaded, in seconds since 1970".formatted(policy))
        .register(registry);
    successes = loads(registry, prefix, policy, "success");
    failures = loads(registry, prefix, policy, "failure");
  }

  /** The ConfigMap was loaded. */
  public void loaded(int entryCount, int invalidEntryCount) {
    loaded.set(1);
    entries.set(entryCount);
    invalidEntries.set(invalidEntryCount);
    lastLoadMillis.set(clock.wallTime());
    successes.increment();
  }

  /** Another number of entries is in force, without a load. */
  public void entries(int entryCount) {
    entries.set(entryCount);
  }

  /** There is nothing to decide by any more. */
  public void unavailable() {
    loaded.set(0);
    entries.set(0);
    invalidEntries.set(0);
    failures.increment();
  }

  private static Counter loads(
      MeterRegistry registry, String prefix, String policy, String result) {
    return Counter.builder(prefix + "loads")
        .description("Loads of the " + policy)
        .tag("result", result)
        .register(registry);
  }
}
