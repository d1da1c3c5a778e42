package io.langop.operator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What is known of the allowlist, for Prometheus. */
@ApplicationScoped
public class AllowlistMetrics {

  private static final String PREFIX = "language_operator_allowlist_";

  private final AtomicInteger loaded = new AtomicInteger();
  private final AtomicInteger entries = new AtomicInteger();
  private final AtomicInteger invalidEntries = new AtomicInteger();
  private final AtomicLong lastLoadMillis = new AtomicLong();
  private final Counter successes;
  private final Counter failures;

  AllowlistMetrics(MeterRegistry registry) {
    Gauge.builder(PREFIX + "loaded", loaded, AtomicInteger::get)
        .description("1 while there is an allowlist, 0 while images are refused for want of one")
        .register(registry);
    Gauge.builder(PREFIX + "entries", entries, AtomicInteger::get)
        .description("Entries in force")
        .register(registry);
    Gauge.builder(PREFIX + "invalid_entries", invalidEntries, AtomicInteger::get)
        .description("Lines of the allowlist that are ignored because they are no valid entry")
        .register(registry);
    Gauge.builder(
            PREFIX + "last_load_timestamp_seconds", lastLoadMillis, millis -> millis.get() / 1e3)
        .description("When the allowlist was last loaded, in seconds since 1970")
        .register(registry);
    successes = loads(registry, "success");
    failures = loads(registry, "failure");
  }

  /** A list was loaded. */
  public void loaded(int entryCount, int invalidEntryCount) {
    loaded.set(1);
    entries.set(entryCount);
    invalidEntries.set(invalidEntryCount);
    lastLoadMillis.set(System.currentTimeMillis());
    successes.increment();
  }

  /** There is no list any more. */
  public void unavailable() {
    loaded.set(0);
    entries.set(0);
    invalidEntries.set(0);
    failures.increment();
  }

  private static Counter loads(MeterRegistry registry, String result) {
    return Counter.builder(PREFIX + "loads")
        .description("Loads of the allowlist")
        .tag("result", result)
        .register(registry);
  }
}
