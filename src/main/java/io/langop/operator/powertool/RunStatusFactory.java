package io.langop.operator.powertool;

import io.fabric8.kubernetes.api.model.Condition;
import io.langop.operator.api.condition.RunCondition;
import io.langop.operator.api.condition.RunReason;
import io.langop.operator.api.toe.v1alpha1.Counts;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.catalog.Resolution;
import io.langop.operator.settings.ToolSettings;
import io.langop.operator.status.Conditions;
import io.langop.operator.status.Conditions.Status;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says in a status where a PowerTool stands. */
final class RunStatusFactory {

  private final Clock clock;

  RunStatusFactory(Clock clock) {
    this.clock = clock;
  }

  /** Whether a status already tells a resolution, word for word. */
  static boolean tells(PowerToolStatus status, Resolution resolution) {
    return status != null
        && Conditions.find(status.getConditions(), RunCondition.ImageResolved)
            .filter(condition -> condition.getStatus().equals(resolved(resolution).name()))
            .filter(condition -> condition.getReason().equals(resolution.reason().name()))
            .filter(condition -> condition.getMessage().equals(resolution.message()))
            .isPresent();
  }

  /** The status of a PowerTool that cannot start yet. */
  PowerToolStatus waiting(PowerTool tool, Resolution resolution, Obstacle obstacle) {
    Conditions conditions = conditions(tool);
    PowerToolStatus status = new PowerToolStatus();
    status.setObservedGeneration(tool.getMetadata().getGeneration());
    status.setPhase(obstacle.phase());
    status.setConditions(
        List.of(
            conditions.next(
                RunCondition.ImageResolved,
                resolved(resolution),
                resolution.reason(),
                resolution.message()),
            conditions.next(
                RunCondition.TargetsFound,
                obstacle.aboutTargets() ? Status.False : Status.Unknown,
                obstacle.aboutTargets() ? obstacle.reason() : RunReason.NotStarted,
                obstacle.aboutTargets()
                    ? obstacle.message()
                    : "Pods are looked for when the run can start"),
            conditions.next(
                RunCondition.Complete, Status.False, obstacle.reason(), obstacle.message())));
    return status;
  }

  /** The status that fixes what a run is about, before anything is done. */
  PowerToolStatus starting(PowerTool tool, Resolution.Found found, ToolSettings settings, Run run) {
    Conditions conditions = conditions(tool);
    PowerToolStatus start = new PowerToolStatus();
    start.setStartTime(now().toString());
    start.setResolvedImage(found.image().canonical());
    start.setSettings(AppliedSettings.of(settings));
    start.setContainerName(OtherRuns.containerName(tool));
    start.setConditions(
        List.of(
            conditions.next(
                RunCondition.ImageResolved, Status.True, found.reason(), found.message()),
            conditions.next(
                RunCondition.TargetsFound,
                Status.True,
                RunReason.PodsFound,
                "Pods that matched when the run started: " + run.targets().size())));
    return progress(tool, start, run);
  }

  /** The status of a run that has come so far; what its start fixed stays as it is. */
  PowerToolStatus running(PowerTool tool, Run run, Optional<Failure> interruption) {
    PowerToolStatus status = progress(tool, tool.getStatus(), run);
    interruption
        .filter(Failure::isAnswered)
        .filter(failure -> !run.ended())
        .ifPresent(failure -> tell(status, failed(tool, RunCondition.Complete, failure)));
    return status;
  }

  /** The status of a PowerTool whose reconciliation failed, wherever it stands. */
  PowerToolStatus failed(PowerTool tool, Resolution resolution, Failure failure) {
    if (!Run.isStarted(tool)) {
      return waiting(tool, resolution, Obstacle.failed(failure));
    }
    // A run that has ended stays as it was: all that can fail is its deletion.
    RunCondition type = Run.isFinished(tool) ? RunCondition.Expired : RunCondition.Complete;
    PowerToolStatus status = copy(tool.getStatus());
    tell(status, failed(tool, type, failure));
    return status;
  }

  private Condition failed(PowerTool tool, RunCondition type, Failure failure) {
    return conditions(tool).next(type, Status.False, failure.reason(), failure.message());
  }

  /** Puts a condition in the place of the one of its type, or behind all others. */
  private static void tell(PowerToolStatus status, Condition told) {
    List<Condition> conditions =
        status.getConditions().stream()
            .map(condition -> condition.getType().equals(told.getType()) ? told : condition)
            .toList();
    status.setConditions(
        conditions.contains(told)
            ? conditions
            : Stream.concat(conditions.stream(), Stream.of(told)).toList());
  }

  private static PowerToolStatus copy(PowerToolStatus stored) {
    PowerToolStatus status = new PowerToolStatus();
    status.setObservedGeneration(stored.getObservedGeneration());
    status.setPhase(stored.getPhase());
    status.setProgress(stored.getProgress());
    status.setResolvedImage(stored.getResolvedImage());
    status.setSettings(stored.getSettings());
    status.setContainerName(stored.getContainerName());
    status.setStartTime(stored.getStartTime());
    status.setCompletionTime(stored.getCompletionTime());
    status.setCounts(stored.getCounts());
    status.setTargets(stored.getTargets());
    status.setUnlisted(stored.getUnlisted());
    status.setConditions(stored.getConditions());
    return status;
  }

  private PowerToolStatus progress(PowerTool tool, PowerToolStatus start, Run run) {
    Counts counts = run.counts();
    PowerToolStatus status = new PowerToolStatus();
    status.setObservedGeneration(tool.getMetadata().getGeneration());
    status.setStartTime(start.getStartTime());
    status.setResolvedImage(start.getResolvedImage());
    status.setSettings(start.getSettings());
    status.setContainerName(start.getContainerName());
    Completion completion = new Completion(run, counts, InjectionLimit.isSuspended(tool.getSpec()));
    status.setPhase(completion.phase());
    status.setProgress(counts.getCompleted() + "/" + counts.getTotal());
    status.setCompletionTime(run.ended() ? now().toString() : null);
    status.setCounts(counts);
    status.setTargets(run.listed());
    List<String> unlisted = run.unlisted();
    status.setUnlisted(unlisted.isEmpty() ? null : unlisted);
    status.setConditions(
        List.of(
            condition(start, RunCondition.ImageResolved).orElseThrow(),
            condition(start, RunCondition.TargetsFound).orElseThrow(),
            completion.condition(conditions(tool))));
    return status;
  }

  private static Status resolved(Resolution resolution) {
    if (resolution.isFound()) {
      return Status.True;
    }
    return resolution.isUnknown() ? Status.Unknown : Status.False;
  }

  private static Optional<Condition> condition(PowerToolStatus status, RunCondition type) {
    return Conditions.find(status.getConditions(), type);
  }

  private Conditions conditions(PowerTool tool) {
    return new Conditions(
        tool.getStatus() == null ? null : tool.getStatus().getConditions(),
        tool.getMetadata().getGeneration(),
        clock);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
