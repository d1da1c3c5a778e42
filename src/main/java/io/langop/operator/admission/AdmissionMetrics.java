package io.langop.operator.admission;

import io.langop.operator.api.langop.v1alpha1.CompiledAllowlistSpec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** What the API server decides by at admission, for Prometheus. */
@Singleton
class AdmissionMetrics {

  private static final String PREFIX = "language_operator_admission_";

  private final MeterRegistry registry;
  private final AtomicLong inSync = new AtomicLong();
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong writtenMillis = new AtomicLong();
  private Counter repairs;

  AdmissionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Makes them known, where the policies are used. */
  void register() {
    gauge(
        "in_sync",
        inSync,
        1,
        "1 while admission decides by the allowlist as the operator knows it");
    gauge("entries", entries, 1, "Entries in force that admission is to decide by");
    gauge("bytes", bytes, 1, "Size of what was written for admission, 0 before the first time");
    gauge(
        "last_written_timestamp_seconds",
        writtenMillis,
        1e3,
        "When the allowlist was last written for admission, in seconds since 1970");
    repairs =
        Counter.builder(PREFIX + "repairs")
            .description("How often it was written again because somebody else had changed it")
            .register(registry);
  }

  private void gauge(String name, AtomicLong value, double divisor, String description) {
    Gauge.builder(PREFIX + name, value, it -> it.get() / divisor)
        .description(description)
        .register(registry);
  }

  /** What is stored was compared with what should be. */
  void compared(boolean same, int entryCount) {
    inSync.set(same ? 1 : 0);
    entries.set(entryCount);
  }

  /** It was written. */
  void written(CompiledAllowlistSpec spec) {
    bytes.set(CompiledSize.of(spec));
    writtenMillis.set(registry.config().clock().wallTime());
  }

  /** Somebody else had changed it. */
  void repaired() {
    repairs.increment();
  }
}
