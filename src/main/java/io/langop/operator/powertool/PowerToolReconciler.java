package io.langop.operator.powertool;

import io.fabric8.kubernetes.client.KubernetesClientException;
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
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.catalog.Resolution;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.fair.ChangeLimiter;
import io.langop.operator.leader.Leadership;
import io.langop.operator.leader.TakeOver;
import io.langop.operator.metrics.StatusMetrics;
import io.langop.operator.policy.CatalogSnapshot;
import io.langop.operator.policy.CatalogWatch;
import io.langop.operator.policy.PolicyEventSource;
import io.langop.operator.reading.Marks;
import io.langop.operator.reading.Pages;
import io.langop.operator.reading.UnreadableReporter;
import io.langop.operator.reading.UnreadableResources;
import io.langop.operator.status.FailedReconciliation;
import io.langop.operator.status.StatusRetry;
import io.langop.operator.status.StatusWriter;
import io.langop.operator.workload.Labels;
import io.langop.operator.workload.WorkloadReconciler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
    maxAttempts = WorkloadReconciler.RETRY_FOREVER,
    initialInterval = WorkloadReconciler.FIRST_RETRY_MILLIS,
    maxInterval = WorkloadReconciler.MAX_RETRY_MILLIS)
public class PowerToolReconciler implements Reconciler<PowerTool> {

  private static final String KIND = "PowerTool";

  /** A refusal may end without an event: a policy is changed, a permission is granted. */
  private static final Duration REFUSAL_RETRY =
      Duration.ofMillis(WorkloadReconciler.MAX_RETRY_MILLIS);

  /** When a run tries to begin again that could not ask for the catalog. */
  private static final Duration UNPROVED = Duration.ofSeconds(1);

  private final Leadership leadership;
  private final CatalogWatch catalog;
  private final OperatorConfig.Powertool config;
  private final RunReporter reporter;
  private final StatusWriter<PowerTool, PowerToolStatus> writer;
  private final UnreadableReporter unreadable;
  private final Clock clock = Clock.systemUTC();
  private final RunStatusFactory statuses = new RunStatusFactory(clock);

  private Pods pods;
  private PowerTools tools;

  PowerToolReconciler(
      Leadership leadership,
      CatalogWatch catalog,
      OperatorConfig config,
      RunReporter reporter,
      StatusMetrics statusMetrics,
      UnreadableReporter unreadable) {
    this.leadership = leadership;
    this.catalog = catalog;
    this.config = config.powertool();
    this.reporter = reporter;
    this.writer = new StatusWriter<>(PowerTool.class, PowerTool::new, statusMetrics);
    this.unreadable = unreadable;
  }

  @Override
  public List<EventSource<?, PowerTool>> prepareEventSources(
      EventSourceContext<PowerTool> context) {
    tools = new PowerTools(context);
    pods = new Pods(context);
    return List.of(
        pods.eventSource(),
        tools,
        new UnreadableResources<>(unreadable, context),
        new TakeOver<>(leadership, context),
        new PolicyEventSource<>(
            "catalog", CatalogSnapshot.class, catalog, context, new Dependents()));
  }

  @Override
  public UpdateControl<PowerTool> reconcile(PowerTool tool, Context<PowerTool> context) {
    return leadership.ifLeading(
        () -> StatusRetry.reconcile(() -> act(tool, context)), UpdateControl::noUpdate);
  }

  private UpdateControl<PowerTool> act(PowerTool tool, Context<PowerTool> context) {
    if (!Marks.isReadable(tool)) {
      return UpdateControl.noUpdate(); // reported; a run that has begun goes on in its pods
    }
    if (Run.isFinished(tool)) {
      return expire(tool, context);
    }
    return Run.isStarted(tool) ? proceed(tool, context) : start(tool, context);
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
      Resolution resolution = catalog.current().decide(tool.getSpec().getProfiler().getTool());
      write(stored, statuses.failed(stored, resolution, failure), context);
    }
    if (failure.isRefusal()) {
      return ErrorStatusUpdateControl.<PowerTool>noStatusUpdate().rescheduleAfter(REFUSAL_RETRY);
    }
    throw FailedReconciliation.of(error);
  }

  private void write(PowerTool tool, PowerToolStatus status, Context<PowerTool> context) {
    boolean news = !status.equals(tool.getStatus());
    if (writer.write(tool, status, context) && news) {
      reporter.written(tool, tool.getStatus(), status);
    }
  }

  private UpdateControl<PowerTool> start(PowerTool tool, Context<PowerTool> context) {
    return start(tool, catalog.current(), false, context);
  }

  private UpdateControl<PowerTool> start(
      PowerTool tool, CatalogSnapshot snapshot, boolean proved, Context<PowerTool> context) {
    Resolution resolution = snapshot.decide(tool.getSpec().getProfiler().getTool());
    UpdateControl<PowerTool> next = UpdateControl.noUpdate();
    Optional<Obstacle> obstacle = obstacle(tool.getSpec(), resolution);
    if (obstacle.isEmpty()) {
      List<Target> targets =
          Selection.targets(tool.getSpec().getTargets(), pods.inNamespaceOf(tool), clock);
      obstacle = obstacle(targets.size());
      if (obstacle.isEmpty() && !proved) {
        // What is injected cannot be taken back, so the catalog is asked once more.
        return catalog
            .proved()
            .map(now -> start(tool, now, true, context))
            .orElseGet(() -> next.rescheduleAfter(UNPROVED));
      }
      if (obstacle.isEmpty()) {
        Run run = Run.starting(targets);
        write(tool, statuses.starting(tool, (Resolution.Found) resolution, run), context);
        next.rescheduleAfter(Duration.ZERO);
      }
    }
    obstacle.ifPresent(what -> write(tool, statuses.waiting(tool, resolution, what), context));
    catalog.propagation().settled(KIND, ResourceID.fromResource(tool), snapshot.revision());
    return next;
  }

  private Optional<Obstacle> obstacle(PowerToolSpec spec, Resolution resolution) {
    if (!resolution.isFound()) {
      return Optional.of(Obstacle.unresolved(resolution));
    }
    return duration(spec).compareTo(config.maxDuration()) > 0
        ? Optional.of(Obstacle.tooLong(EphemeralContainers.duration(spec), config.maxDuration()))
        : Optional.empty();
  }

  private Optional<Obstacle> obstacle(int found) {
    if (found == 0) {
      return Optional.of(Obstacle.noPods());
    }
    return found > config.maxTargets()
        ? Optional.of(Obstacle.tooManyPods(found, config.maxTargets()))
        : Optional.empty();
  }

  private UpdateControl<PowerTool> proceed(PowerTool tool, Context<PowerTool> context) {
    OtherRuns others = tools.othersThan(tool, context.getClient());
    Deadline deadline =
        new Deadline(duration(tool.getSpec()), config.deadlineGrace(), config.startTimeout());
    Progress progress =
        Progress.of(
            Run.of(tool.getStatus()),
            new Progress.Tools(
                new TargetObserver(tool.getStatus().getContainerName(), deadline),
                new Injector(tool, others, context.getClient(), clock),
                others,
                target -> pods.find(tool, target),
                target -> pods.watched(tool, target),
                clock));
    Optional<KubernetesClientException> interruption = progress.interruption();
    PowerToolStatus status = statuses.running(tool, progress.run(), interruption.map(Failure::of));
    write(tool, status, context);
    if (interruption.isPresent()) {
      throw interruption.get();
    }
    UpdateControl<PowerTool> next = UpdateControl.noUpdate();
    if (progress.run().ended()) {
      return next.rescheduleAfter(Duration.ZERO);
    }
    progress.next().ifPresent(next::rescheduleAfter);
    return next;
  }

  /** A finished run is never touched again, but for its deletion. */
  private UpdateControl<PowerTool> expire(PowerTool tool, Context<PowerTool> context) {
    UpdateControl<PowerTool> nothing = UpdateControl.noUpdate();
    Long ttl = tool.getSpec().getTtlSecondsAfterFinished();
    if (ttl == null) {
      return nothing;
    }
    Instant expiry = Instant.parse(tool.getStatus().getCompletionTime()).plusSeconds(ttl);
    Duration left = Duration.between(clock.instant(), expiry);
    if (!left.isNegative() && !left.isZero()) {
      return nothing.rescheduleAfter(left);
    }
    context.getClient().resource(tool).lockResourceVersion().delete();
    return nothing;
  }

  /** What the schema did not check counts as too long. */
  private static Duration duration(PowerToolSpec spec) {
    return ProfilerDuration.parse(EphemeralContainers.duration(spec))
        .orElse(Duration.ofDays(365_000));
  }

  private final class Dependents implements PolicyEventSource.Dependents<Resolution, PowerTool> {

    @Override
    public String asks(PowerTool tool) {
      return tool.getSpec().getProfiler().getTool();
    }

    @Override
    public boolean depends(PowerTool tool) {
      return Marks.isReadable(tool) && !Run.isStarted(tool);
    }

    @Override
    public boolean grants(Resolution resolution) {
      return resolution.isFound();
    }

    @Override
    public boolean told(PowerTool tool, Resolution resolution) {
      return RunStatusFactory.tells(tool.getStatus(), resolution);
    }

    @Override
    public void deleted(PowerTool tool) {
      catalog.propagation().forget(KIND, ResourceID.fromResource(tool));
    }
  }
}
