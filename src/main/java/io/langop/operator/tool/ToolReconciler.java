package io.langop.operator.tool;

import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.langop.operator.api.Labels;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.langop.v1alpha1.LanguageToolStatus;
import io.langop.operator.fair.ChangeLimiter;
import io.langop.operator.reading.Pages;
import io.langop.operator.retry.ReconcileRetry;
import io.langop.operator.workload.WorkloadReconciler;
import io.langop.operator.workload.WorkloadServices;
import java.util.List;

/** Reconciles LanguageTools. The steps are those of every workload. */
@ControllerConfiguration(
    name = "tool",
    fieldManager = Labels.OPERATOR,
    rateLimiter = ChangeLimiter.class,
    informer = @Informer(informerListLimit = Pages.SIZE))
@GradualRetry(
    maxAttempts = ReconcileRetry.FOREVER,
    initialInterval = ReconcileRetry.FIRST_MILLIS,
    maxInterval = ReconcileRetry.MAX_MILLIS)
public class ToolReconciler implements Reconciler<LanguageTool> {

  private final WorkloadReconciler<LanguageTool, LanguageToolStatus> workloads;

  ToolReconciler(WorkloadServices services) {
    workloads = new WorkloadReconciler<>(new ToolKind(), services);
  }

  @Override
  public List<EventSource<?, LanguageTool>> prepareEventSources(
      EventSourceContext<LanguageTool> context) {
    return workloads.eventSources(context);
  }

  @Override
  public UpdateControl<LanguageTool> reconcile(LanguageTool tool, Context<LanguageTool> context) {
    return workloads.reconcile(tool, context);
  }

  @Override
  public ErrorStatusUpdateControl<LanguageTool> updateErrorStatus(
      LanguageTool tool, Context<LanguageTool> context, Exception error) {
    return workloads.refused(tool, context, error);
  }
}
