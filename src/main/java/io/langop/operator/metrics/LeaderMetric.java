package io.langop.operator.metrics;

import io.langop.operator.leader.Leadership;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** Whether this replica acts. Made at the start, because nobody asks for it. */
@Startup
@Singleton
class LeaderMetric {

  LeaderMetric(MeterRegistry registry, Leadership leadership) {
    Gauge.builder("language_operator_leader", leadership, it -> it.isLeader() ? 1 : 0)
        .description("1 on the replica that acts, 0 on a standby")
        .strongReference(true)
        .register(registry);
  }
}
