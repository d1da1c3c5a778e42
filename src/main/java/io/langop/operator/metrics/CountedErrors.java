package io.langop.operator.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/**
 * Counts failed reconciliations by kind, from 0 on, and hands everything to the framework's own
 * metrics, whose counters of failures appear with the first failure only.
 */
final class CountedErrors implements Metrics {

  private final Metrics framework;
  private final MeterRegistry registry;

  CountedErrors(Metrics framework, MeterRegistry registry) {
    this.framework = framework;
    this.registry = registry;
  }

  @Override
  public void controllerRegistered(Controller<? extends HasMetadata> controller) {
    errors(HasMetadata.getKind(controller.getConfiguration().getResourceClass()));
    framework.controllerRegistered(controller);
  }

  @Override
  public void failedReconciliation(
      HasMetadata resource, Exception error, Map<String, Object> metadata) {
    errors(resource.getKind()).increment();
    framework.failedReconciliation(resource, error, metadata);
  }

  private Counter errors(String kind) {
    return counter(registry, kind);
  }

  /** The counter of failed reconciliations of a kind. */
  static Counter counter(MeterRegistry registry, String kind) {
    return Counter.builder("language_operator_reconcile_errors")
        .description("Reconciliations that failed and are tried again")
        .tag("kind", kind)
        .register(registry);
  }

  @Override
  public void receivedEvent(Event event, Map<String, Object> metadata) {
    framework.receivedEvent(event, metadata);
  }

  @Override
  public void reconcileCustomResource(
      HasMetadata resource, RetryInfo retryInfo, Map<String, Object> metadata) {
    framework.reconcileCustomResource(resource, retryInfo, metadata);
  }

  @Override
  public void reconciliationExecutionStarted(HasMetadata resource, Map<String, Object> metadata) {
    framework.reconciliationExecutionStarted(resource, metadata);
  }

  @Override
  public void reconciliationExecutionFinished(HasMetadata resource, Map<String, Object> metadata) {
    framework.reconciliationExecutionFinished(resource, metadata);
  }

  @Override
  public void cleanupDoneFor(ResourceID resourceId, Map<String, Object> metadata) {
    framework.cleanupDoneFor(resourceId, metadata);
  }

  @Override
  public void finishedReconciliation(HasMetadata resource, Map<String, Object> metadata) {
    framework.finishedReconciliation(resource, metadata);
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    return framework.timeControllerExecution(execution);
  }

  @Override
  public <T extends Map<?, ?>> T monitorSizeOf(T map, String name) {
    return framework.monitorSizeOf(map, name);
  }
}
