package io.langop.operator.powertool;

import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.langop.operator.api.Labels;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.fair.ChangeLimiter;
import io.langop.operator.leader.Leadership;
import io.langop.operator.leader.TakeOver;
import io.langop.operator.pod.PodObserver;
import io.langop.operator.reading.Marks;
import io.langop.operator.reading.Pages;
import io.langop.operator.reading.UnreadableReporter;
import io.langop.operator.reading.UnreadableResources;
import io.langop.operator.retry.ReconcileRetry;
import io.langop.operator.status.FailedReconciliation;
import io.langop.operator.status.StatusRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reconciles PowerTools: resolve the tool, fix in the status what the run is about, inject, watch,
 * say how it ended. Each reconciliation takes one of these steps.
 */
@ControllerConfiguration(
    name = "powertool",
    fieldManager = Labels.OPERATOR,
    rateLimiter = ChangeLimiter.class,
    informer = @Informer(informerListLimit = Pages.SIZE))
@GradualRetry(
    maxAttempts = ReconcileRetry.FOREVER,
    initialInterval = ReconcileRetry.FIRST_MILLIS,
    maxInterval = ReconcileRetry.MAX_MILLIS)
public class PowerToolReconciler implements Reconciler<PowerTool> {

  static final String KIND = "PowerTool";

  /** A refusal may end without an event: a policy is changed, a permission is granted. */
  private static final Duration REFUSAL_RETRY = Duration.ofMillis(ReconcileRetry.MAX_MILLIS);

  private final Leadership leadership;
  private final ToolPolicy policy;
  private final OperatorConfig.Powertool config;
  private final RunWriter writer;
  private final UnreadableReporter unreadable;
  private final PodObserver podObserver;
  private final Clock clock;
  private final RunStatusFactory statuses;

  private RunStart start;
  private RunPass pass;
  private RunExpiry expiry;

  PowerToolReconciler(
      Leadership leadership,
      ToolPolicy policy,
      OperatorConfig config,
      RunWriter writer,
      UnreadableReporter unreadable,
      PodObserver podObserver,
      Clock clock) {
    this.leadership = leadership;
    this.policy = policy;
    this.config = config.powertool();
    this.writer = writer;
    this.unreadable = unreadable;
    this.podObserver = podObserver;
    this.clock = clock;
    this.statuses = new RunStatusFactory(clock);
  }

  @Override
  public List<EventSource<?, PowerTool>> prepareEventSources(
      EventSourceContext<PowerTool> context) {
    PowerTools tools = new PowerTools(context);
    Pods pods = new Pods(context, podObserver);
    start = new RunStart(policy, config, writer, pods, clock);
    pass = new RunPass(config, writer, tools, pods, clock);
    expiry = new RunExpiry(clock);
    List<EventSource<?, PowerTool>> sources =
        new ArrayList<>(
            List.of(
                pods.eventSource(),
                tools,
                new UnreadableResources<>(unreadable, context),
                new TakeOver<>(leadership, context)));
    sources.addAll(policy.eventSources(context));
    return sources;
  }

  @Override
  public UpdateControl<PowerTool> reconcile(PowerTool tool, Context<PowerTool> context) {
    return leadership.ifLeading(
        () -> StatusRetry.reconcile(() -> act(tool, context)), UpdateControl::noUpdate);
  }

  private UpdateControl<PowerTool> act(PowerTool tool, Context<PowerTool> context) {
    if (Marks.isReadable(tool) && !Run.isStarted(tool) && !Run.isFinished(tool)) {
      return start.start(tool, context);
    }
    // It may have begun on a status whose answer was lost, or have become unreadable.
    policy.awaitNoEdit(tool);
    if (!Marks.isReadable(tool)) {
      return UpdateControl.noUpdate(); // reported; a run that has begun goes on in its pods
    }
    return Run.isFinished(tool) ? expiry.expire(tool, context) : pass.proceed(tool, context);
  }

  /** What stops a reconciliation is said in the status. */
  @Override
  public ErrorStatusUpdateControl<PowerTool> updateErrorStatus(
      PowerTool tool, Context<PowerTool> context, Exception error) {
    return leadership.ifLeading(
        () -> StatusRetry.tell(() -> tell(tool, context, error)),
        ErrorStatusUpdateControl::noStatusUpdate);
  }

  /** Without an answer of the API server no status can be written either. */
  private ErrorStatusUpdateControl<PowerTool> tell(
      PowerTool tool, Context<PowerTool> context, Exception error) {
    Failure failure = Failure.of(error);
    if (failure.isAnswered() && Marks.isReadable(tool)) {
      // A step that failed may have written a status before.
      PowerTool stored = context.getPrimaryCache().get(ResourceID.fromResource(tool)).orElse(tool);
      ToolDecision decision = policy.current(tool);
      writer.write(stored, statuses.failed(stored, decision.resolution(), failure), context);
      policy.settled(tool, decision);
    }
    if (failure.isRefusal()) {
      return ErrorStatusUpdateControl.<PowerTool>noStatusUpdate().rescheduleAfter(REFUSAL_RETRY);
    }
    throw FailedReconciliation.of(error);
  }
}
