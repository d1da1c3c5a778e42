package io.langop.operator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts the statuses that the API server did not store. */
@Singleton
public final class StatusMetrics {

  private final MeterRegistry registry;

  public StatusMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Makes the series of a kind known, so that Prometheus sees their first increase. */
  public void register(String kind) {
    conflicts(kind);
    CountedErrors.counter(registry, kind);
  }

  /** A status was decided on an old version of its resource. */
  public void conflict(String kind) {
    conflicts(kind).increment();
  }

  /** A status was not accepted. Its reconciliation has failed and is tried again. */
  public void refused(String kind) {
    CountedErrors.counter(registry, kind).increment();
  }

  private Counter conflicts(String kind) {
    return Counter.builder("language_operator_status_conflicts")
        .description("Statuses that were decided on an old version of their resource")
        .tag("kind", kind)
        .register(registry);
  }
}
