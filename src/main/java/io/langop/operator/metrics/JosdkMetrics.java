package io.langop.operator.metrics;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The framework's own metrics, without a series for each resource: users name resources. */
@Singleton
class JosdkMetrics {

  /** Reconciliations are retried for ever, so their number would make a series for each attempt. */
  private static final String UNBOUNDED_TAG = "reconciliations.retries.number";

  @Produces
  @Singleton
  Metrics metrics(MeterRegistry registry) {
    return new CountedErrors(MicrometerMetrics.withoutPerResourceMetrics(registry), registry);
  }

  @Produces
  @Singleton
  MeterFilter withoutUnboundedTag() {
    return MeterFilter.ignoreTags(UNBOUNDED_TAG);
  }
}
