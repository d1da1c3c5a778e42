package io.langop.operator.policy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** When a policy was last proved to be what the API server has. */
final class VerifiedMetric {

  private VerifiedMetric() {}

  static void register(
      MeterRegistry registry, String policy, Supplier<Optional<Instant>> lastProof) {
    Gauge.builder(
            "language_operator_" + policy + "_last_verified_timestamp_seconds",
            lastProof,
            proof -> proof.get().map(time -> time.toEpochMilli() / 1e3).orElse(0.0))
        .description(
            "When the %s was last confirmed by the API server, in seconds since 1970"
                .formatted(policy))
        .strongReference(true)
        .register(registry);
  }
}
