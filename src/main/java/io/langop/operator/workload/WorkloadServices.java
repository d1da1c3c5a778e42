package io.langop.operator.workload;

import io.langop.operator.config.OperatorConfig;
import io.langop.operator.event.EventPublisher;
import io.langop.operator.leader.Leadership;
import io.langop.operator.metrics.StatusMetrics;
import io.langop.operator.metrics.ValidationMetrics;
import io.langop.operator.policy.AllowlistWatch;
import io.langop.operator.reading.LargeObjects;
import io.langop.operator.reading.UnreadableReporter;
import jakarta.enterprise.context.Dependent;
import java.time.Clock;

/** What every {@link WorkloadReconciler} works with. */
@Dependent
public final class WorkloadServices {

  private final AllowlistWatch allowlist;
  private final OperatorConfig config;
  private final EventPublisher events;
  private final ValidationMetrics metrics;
  private final StatusMetrics statusMetrics;
  private final Leadership leadership;
  private final UnreadableReporter unreadable;
  private final LargeObjects largeObjects;
  private final Clock clock;

  WorkloadServices(
      AllowlistWatch allowlist,
      OperatorConfig config,
      EventPublisher events,
      ValidationMetrics metrics,
      StatusMetrics statusMetrics,
      Leadership leadership,
      UnreadableReporter unreadable,
      LargeObjects largeObjects,
      Clock clock) {
    this.clock = clock;
    this.allowlist = allowlist;
    this.config = config;
    this.events = events;
    this.metrics = metrics;
    this.statusMetrics = statusMetrics;
    this.leadership = leadership;
    this.unreadable = unreadable;
    this.largeObjects = largeObjects;
  }

  AllowlistWatch allowlist() {
    return allowlist;
  }

  OperatorConfig config() {
    return config;
  }

  EventPublisher events() {
    return events;
  }

  ValidationMetrics metrics() {
    return metrics;
  }

  StatusMetrics statusMetrics() {
    return statusMetrics;
  }

  Leadership leadership() {
    return leadership;
  }

  UnreadableReporter unreadable() {
    return unreadable;
  }

  LargeObjects largeObjects() {
    return largeObjects;
  }

  Clock clock() {
    return clock;
  }
}
