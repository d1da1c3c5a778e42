package io.langop.operator.agent;

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
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentStatus;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.fair.ChangeLimiter;
import io.langop.operator.pod.PodObserver;
import io.langop.operator.reading.Pages;
import io.langop.operator.retry.ReconcileRetry;
import io.langop.operator.watch.ObservedPods;
import io.langop.operator.workload.WorkloadReconciler;
import io.langop.operator.workload.WorkloadServices;
import java.util.ArrayList;
import java.util.List;

/** Reconciles LanguageAgents. The steps are those of every workload. */
@ControllerConfiguration(
    name = "agent",
    fieldManager = Labels.OPERATOR,
    rateLimiter = ChangeLimiter.class,
    informer = @Informer(informerListLimit = Pages.SIZE))
@GradualRetry(
    maxAttempts = ReconcileRetry.FOREVER,
    initialInterval = ReconcileRetry.FIRST_MILLIS,
    maxInterval = ReconcileRetry.MAX_MILLIS)
public class AgentReconciler implements Reconciler<LanguageAgent> {

  private final WorkloadReconciler<LanguageAgent, LanguageAgentStatus> workloads;
  private final boolean watchesPods;
  private final PodObserver podObserver;

  AgentReconciler(WorkloadServices services, OperatorConfig config, PodObserver podObserver) {
    // Where PowerTools are run, their watch of pods serves the audit too. Where they are not, it is
    // a guest here: the framework awaits, supervises and gives new namespaces to the informers of
    // controllers only, and the audit has no resource that a controller of its own could be about.
    this.watchesPods = config.audit().enabled() && !config.powertool().enabled();
    this.podObserver = podObserver;
    workloads = new WorkloadReconciler<>(new AgentKind(), services);
  }

  @Override
  public List<EventSource<?, LanguageAgent>> prepareEventSources(
      EventSourceContext<LanguageAgent> context) {
    List<EventSource<?, LanguageAgent>> sources = new ArrayList<>(workloads.eventSources(context));
    if (watchesPods) {
      sources.add(ObservedPods.wakingNobody(LanguageAgent.class, context, podObserver));
    }
    return sources;
  }

  @Override
  public UpdateControl<LanguageAgent> reconcile(
      LanguageAgent agent, Context<LanguageAgent> context) {
    return workloads.reconcile(agent, context);
  }

  @Override
  public ErrorStatusUpdateControl<LanguageAgent> updateErrorStatus(
      LanguageAgent agent, Context<LanguageAgent> context, Exception error) {
    return workloads.refused(agent, context, error);
  }
}
