package io.langop.operator.powertool;

import io.langop.operator.api.condition.EventReason;
import io.langop.operator.api.condition.RunCondition;
import io.langop.operator.api.condition.RunReason;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.api.toe.v1alpha1.TargetStatus;
import io.langop.operator.event.EventPublisher;
import io.langop.operator.event.EventPublisher.Type;
import io.langop.operator.image.VisibleText;
import io.langop.operator.status.Conditions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Tells the world of runs, once what is told stands in a status: events and metrics. Not made on
 * demand, because the counters have to be there, at zero, before the first run ends.
 */
@Singleton
class RunReporter {

  private static final Logger LOG = Logger.getLogger(RunReporter.class);

  private final EventPublisher events;
  private final Counter completed;
  private final Counter failed;

  RunReporter(EventPublisher events, MeterRegistry registry) {
    this.events = events;
    this.completed = runs(registry, "completed");
    this.failed = runs(registry, "failed");
  }

  /** The status of {@code tool} is now {@code after}. */
  void written(PowerTool tool, PowerToolStatus before, PowerToolStatus after) {
    boolean wasStarted = before != null && before.getStartTime() != null;
    boolean wasFinished = before != null && before.getCompletionTime() != null;
    if (after.getStartTime() == null) {
      obstacle(tool, before, after);
    } else if (!wasStarted) {
      LOG.infof(
          "Run of PowerTool %s begins: tool '%s', image '%s', pods %d",
          name(tool),
          VisibleText.of(tool.getSpec().getProfiler().getTool()),
          after.getResolvedImage(),
          after.getCounts().getTotal());
      events.publish(
          tool,
          Type.Normal,
          EventReason.Started,
          "Image '%s' in pods: %d"
              .formatted(after.getResolvedImage(), after.getCounts().getTotal()));
    }
    if (otherImage(before).isEmpty()) {
      otherImage(after).ifPresent(target -> replaced(tool, after, target));
    }
    if (wasStarted && after.getCompletionTime() == null) {
      paced(tool, before, after);
    }
    if (after.getCompletionTime() != null && !wasFinished) {
      finished(tool, after);
    }
  }

  /** Once for a run: what replaces images does so in many pods. */
  private void replaced(PowerTool tool, PowerToolStatus status, TargetStatus target) {
    LOG.infof(
        "Run of PowerTool %s: pod '%s' has image '%s' instead of '%s'",
        name(tool), target.getPod(), target.getImage(), status.getResolvedImage());
    events.publish(
        tool,
        Type.Normal,
        EventReason.ImageReplaced,
        "Pod '%s' has image '%s' instead of '%s': something in the cluster, such as an admission webhook, replaced it"
            .formatted(target.getPod(), target.getImage(), status.getResolvedImage()));
  }

  private static Optional<TargetStatus> otherImage(PowerToolStatus status) {
    return Optional.ofNullable(status)
        .map(PowerToolStatus::getTargets)
        .flatMap(
            targets -> targets.stream().filter(target -> target.getImage() != null).findFirst());
  }

  private void obstacle(PowerTool tool, PowerToolStatus before, PowerToolStatus after) {
    if (!reason(before).equals(reason(after))) {
      tell(tool, isSuspended(after) ? Type.Normal : Type.Warning, after);
    }
  }

  /** Of a run that had begun. */
  private void paced(PowerTool tool, PowerToolStatus before, PowerToolStatus after) {
    if (isSuspended(after) && !isSuspended(before)) {
      events.publish(tool, Type.Normal, RunReason.Suspended, message(after));
    } else if (isSuspended(before) && !isSuspended(after)) {
      events.publish(tool, Type.Normal, EventReason.Resumed, "The run continues");
    }
  }

  private static boolean isSuspended(PowerToolStatus status) {
    return reason(status).equals(Optional.of(RunReason.Suspended));
  }

  private void finished(PowerTool tool, PowerToolStatus status) {
    boolean success = status.getPhase() == PowerToolStatus.Phase.Completed;
    (success ? completed : failed).increment();
    LOG.infof(
        "Run of PowerTool %s ends: tool '%s', image '%s', %s: %s",
        name(tool),
        VisibleText.of(tool.getSpec().getProfiler().getTool()),
        status.getResolvedImage(),
        reason(status).orElseThrow(),
        message(status));
    tell(tool, success ? Type.Normal : Type.Warning, status);
  }

  private static String name(PowerTool tool) {
    return tool.getMetadata().getNamespace() + "/" + tool.getMetadata().getName();
  }

  /** What a status that was just made says of its run. */
  private void tell(PowerTool tool, Type type, PowerToolStatus status) {
    events.publish(tool, type, reason(status).orElseThrow(), message(status));
  }

  /** Empty also for the word of another version. */
  private static Optional<RunReason> reason(PowerToolStatus status) {
    return Optional.ofNullable(status)
        .flatMap(known -> Conditions.find(known.getConditions(), RunCondition.Complete))
        .flatMap(condition -> RunReason.of(condition.getReason()));
  }

  private static String message(PowerToolStatus status) {
    return Conditions.find(status.getConditions(), RunCondition.Complete)
        .orElseThrow()
        .getMessage();
  }

  private static Counter runs(MeterRegistry registry, String result) {
    return Counter.builder("language_operator_powertool_runs")
        .description("Runs of PowerTools that ended")
        .tag("result", result)
        .register(registry);
  }
}
