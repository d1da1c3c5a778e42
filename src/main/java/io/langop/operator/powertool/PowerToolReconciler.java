package io.langop.operator.powertool;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.catalog.Resolution;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.leader.Leadership;
import io.langop.operator.leader.TakeOver;
import io.langop.operator.policy.CatalogSnapshot;
import io.langop.operator.policy.CatalogWatch;
import io.langop.operator.policy.PolicyEventSource;
import io.langop.operator.reading.Marks;
import io.langop.operator.reading.Pages;
import io.langop.operator.reading.UnreadableReporter;
import io.langop.operator.reading.UnreadableResources;
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
    informer = @Informer(informerListLimit = Pages.SIZE))
@GradualRetry(
    maxAttempts = WorkloadReconciler.RETRY_FOREVER,
    initialInterval = WorkloadReconciler.FIRST_RETRY_MILLIS,
    maxInterval = WorkloadReconciler.MAX_RETRY_MILLIS)
public class PowerToolReconciler implements Reconciler<PowerTool> {

  private static final String KIND = "PowerTool";

  /** When the cache has probably seen what a write has not. */
  private static final Duration READ_AGAIN = Duration.ofMillis(200);

  /** When an edit of the catalog that the watch has not brought yet is looked for again. */
  private static final Duration CATALOG_LAG = Duration.ofSeconds(1);

  private final Leadership leadership;
  private final CatalogWatch catalog;
  private final OperatorConfig.Powertool config;
  private final StatusWriter writer;
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
      UnreadableReporter unreadable) {
    this.leadership = leadership;
    this.catalog = catalog;
    this.config = config.powertool();
    this.writer = new StatusWriter(reporter);
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
    return leadership.ifLeading(() -> act(tool, context), UpdateControl::noUpdate);
  }

  private UpdateControl<PowerTool> act(PowerTool tool, Context<PowerTool> context) {
    if (!Marks.isReadable(tool)) {
      return UpdateControl.noUpdate(); // reported; a run that has begun goes on in its pods
    }
    try {
      if (Run.isFinished(tool)) {
        return expire(tool, context);
      }
      return Run.isStarted(tool) ? proceed(tool, context) : start(tool, context);
    } catch (StaleStatusException e) {
      return UpdateControl.<PowerTool>noUpdate().rescheduleAfter(READ_AGAIN);
    }
  }

  private UpdateControl<PowerTool> start(PowerTool tool, Context<PowerTool> context) {
    CatalogSnapshot snapshot = catalog.current();
    Resolution resolution = snapshot.decide(tool.getSpec().getProfiler().getTool());
    UpdateControl<PowerTool> next = UpdateControl.noUpdate();
    Optional<Obstacle> obstacle = obstacle(tool.getSpec(), resolution);
    if (obstacle.isEmpty()) {
      List<Target> targets =
          Selection.targets(tool.getSpec().getTargets(), pods.inNamespaceOf(tool), clock);
      obstacle = obstacle(targets.size());
      if (obstacle.isEmpty() && !catalog.stillHolds(snapshot)) {
        return next.rescheduleAfter(CATALOG_LAG); // the edit itself wakes it sooner
      }
      if (obstacle.isEmpty()) {
        Run run = Run.starting(targets);
        writer.write(tool, statuses.starting(tool, (Resolution.Found) resolution, run), context);
        next.rescheduleAfter(Duration.ZERO);
      }
    }
    obstacle.ifPresent(
        what -> writer.write(tool, statuses.waiting(tool, resolution, what), context));
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
    writer.write(tool, statuses.running(tool, progress.run()), context);
    Optional<KubernetesClientException> interruption = progress.interruption();
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
