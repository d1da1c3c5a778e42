package io.langop.operator.powertool;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.catalog.Resolution;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.policy.CatalogSnapshot;
import io.langop.operator.policy.CatalogWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Begins a run, or says in the status what is in its way. */
final class RunStart {

  /** When a run tries to begin again that could not ask for the catalog. */
  private static final Duration UNPROVED = Duration.ofSeconds(1);

  private final CatalogWatch catalog;
  private final OperatorConfig.Powertool config;
  private final RunWriter writer;
  private final Pods pods;
  private final Clock clock;
  private final RunStatusFactory statuses;

  RunStart(
      CatalogWatch catalog,
      OperatorConfig.Powertool config,
      RunWriter writer,
      Pods pods,
      Clock clock) {
    this.catalog = catalog;
    this.config = config;
    this.writer = writer;
    this.pods = pods;
    this.clock = clock;
    this.statuses = new RunStatusFactory(clock);
  }

  /** Takes the step for a PowerTool that has not begun. */
  UpdateControl<PowerTool> start(PowerTool tool, Context<PowerTool> context) {
    return start(tool, catalog.current(), false, context);
  }

  private UpdateControl<PowerTool> start(
      PowerTool tool, CatalogSnapshot snapshot, boolean proved, Context<PowerTool> context) {
    Resolution resolution =
        snapshot.decide(tool.getSpec().getProfiler().getTool(), tool.getMetadata().getNamespace());
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
        writer.write(tool, statuses.starting(tool, (Resolution.Found) resolution, run), context);
        next.rescheduleAfter(Duration.ZERO);
      }
    }
    obstacle.ifPresent(
        what -> writer.write(tool, statuses.waiting(tool, resolution, what), context));
    catalog
        .propagation()
        .settled(PowerToolReconciler.KIND, ResourceID.fromResource(tool), snapshot.revision());
    return next;
  }

  private Optional<Obstacle> obstacle(PowerToolSpec spec, Resolution resolution) {
    if (InjectionLimit.isSuspended(spec)) {
      return Optional.of(Obstacle.suspended());
    }
    if (!resolution.isFound()) {
      return Optional.of(Obstacle.unresolved(resolution));
    }
    return ProfilerDuration.of(spec).compareTo(config.maxDuration()) > 0
        ? Optional.of(Obstacle.tooLong(EphemeralContainers.duration(spec), config.maxDuration()))
        : Obstacle.ofArgs(spec);
  }

  private Optional<Obstacle> obstacle(int found) {
    if (found == 0) {
      return Optional.of(Obstacle.noPods());
    }
    return found > config.maxTargets()
        ? Optional.of(Obstacle.tooManyPods(found, config.maxTargets()))
        : Optional.empty();
  }
}
