package io.langop.operator.powertool;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.catalog.Resolution;
import io.langop.operator.config.OperatorConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Begins a run, or says in the status what is in its way. */
final class RunStart {

  /** When a run tries to begin again that could not ask for the catalog. */
  private static final Duration UNPROVED = Duration.ofSeconds(1);

  private final ToolPolicy policy;
  private final OperatorConfig.Powertool config;
  private final RunWriter writer;
  private final Pods pods;
  private final Clock clock;
  private final RunStatusFactory statuses;

  RunStart(
      ToolPolicy policy,
      OperatorConfig.Powertool config,
      RunWriter writer,
      Pods pods,
      Clock clock) {
    this.policy = policy;
    this.config = config;
    this.writer = writer;
    this.pods = pods;
    this.clock = clock;
    this.statuses = new RunStatusFactory(clock);
  }

  /** Takes the step for a PowerTool that has not begun. */
  UpdateControl<PowerTool> start(PowerTool tool, Context<PowerTool> context) {
    return start(tool, policy.current(tool), false, context);
  }

  private UpdateControl<PowerTool> start(
      PowerTool tool, ToolDecision decision, boolean proved, Context<PowerTool> context) {
    Resolution resolution = decision.resolution();
    UpdateControl<PowerTool> next = UpdateControl.noUpdate();
    Optional<Obstacle> obstacle = obstacle(tool.getSpec(), decision);
    if (obstacle.isEmpty()) {
      List<Target> targets =
          Selection.targets(tool.getSpec().getTargets(), pods.inNamespaceOf(tool), clock);
      obstacle = obstacle(targets.size());
      if (obstacle.isEmpty() && !proved) {
        // What is injected cannot be taken back, so administrators' lists are asked once more.
        return policy
            .proved(tool)
            .map(now -> start(tool, now, true, context))
            .orElseGet(() -> next.rescheduleAfter(UNPROVED));
      }
      if (obstacle.isEmpty()) {
        Run run = Run.starting(targets);
        writer.write(
            tool,
            statuses.starting(tool, (Resolution.Found) resolution, decision.settings(), run),
            context);
        next.rescheduleAfter(Duration.ZERO);
      }
    }
    obstacle.ifPresent(
        what -> writer.write(tool, statuses.waiting(tool, resolution, what), context));
    policy.settled(tool, decision);
    return next;
  }

  private Optional<Obstacle> obstacle(PowerToolSpec spec, ToolDecision decision) {
    if (InjectionLimit.isSuspended(spec)) {
      return Optional.of(Obstacle.suspended());
    }
    if (!decision.resolution().isFound()) {
      return Optional.of(Obstacle.unresolved(decision.resolution()));
    }
    Duration asked = ProfilerDuration.of(spec);
    if (asked.compareTo(config.maxDuration()) > 0) {
      return Optional.of(
          Obstacle.tooLong(EphemeralContainers.duration(spec), config.maxDuration()));
    }
    Duration max = decision.settings().atMost(config.maxDuration());
    return asked.compareTo(max) > 0
        ? Optional.of(
            Obstacle.tooLongFor(
                spec.getProfiler().getTool(), EphemeralContainers.duration(spec), max))
        : Obstacle.ofArgs(spec, decision.settings().args());
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
