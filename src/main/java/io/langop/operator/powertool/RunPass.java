package io.langop.operator.powertool;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.config.OperatorConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Takes a run that has begun one pass further, and says in the status how far it has come. */
final class RunPass {

  private final OperatorConfig.Powertool config;
  private final RunWriter writer;
  private final PowerTools tools;
  private final Pods pods;
  private final Clock clock;
  private final RunStatusFactory statuses;

  RunPass(
      OperatorConfig.Powertool config, RunWriter writer, PowerTools tools, Pods pods, Clock clock) {
    this.config = config;
    this.writer = writer;
    this.tools = tools;
    this.pods = pods;
    this.clock = clock;
    this.statuses = new RunStatusFactory(clock);
  }

  /**
   * Takes the step for a run that goes on.
   *
   * @throws KubernetesClientException when the API server can tell of no pod now; the status says
   *     so already
   */
  UpdateControl<PowerTool> proceed(PowerTool tool, Context<PowerTool> context) {
    OtherRuns others = tools.othersThan(tool, context.getClient());
    Deadline deadline =
        new Deadline(
            ProfilerDuration.of(tool.getSpec()), config.deadlineGrace(), config.startTimeout());
    Progress progress =
        Progress.of(
            Run.of(tool.getStatus()),
            new Progress.Tools(
                new TargetObserver(
                    tool.getStatus().getContainerName(),
                    tool.getStatus().getResolvedImage(),
                    deadline),
                new Injector(
                    tool,
                    others,
                    new PodCapacity(config.maxProfilersPerPod()),
                    context.getClient(),
                    clock),
                () -> InjectionLimit.now(tool, context),
                target -> pods.find(tool, target),
                target -> pods.watched(tool, target),
                clock));
    Optional<KubernetesClientException> interruption = progress.interruption();
    writer.write(
        tool, statuses.running(tool, progress.run(), interruption.map(Failure::of)), context);
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
}
