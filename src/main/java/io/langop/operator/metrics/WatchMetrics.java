package io.langop.operator.metrics;

import io.langop.operator.watch.Interruptions;
import io.langop.operator.watch.Watched;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** Counts the watches that are interrupted, at each scrape. */
@Startup
@Singleton
class WatchMetrics {

  WatchMetrics(MeterRegistry registry, Interruptions interruptions) {
    for (String kind : Watched.KINDS.values()) {
      Gauge.builder("language_operator_watches_interrupted", interruptions, it -> it.count(kind))
          .description("Watches that the API server refuses or does not answer")
          .tag("kind", kind)
          .register(registry);
    }
  }
}
