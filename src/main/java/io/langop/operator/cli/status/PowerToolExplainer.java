package io.langop.operator.cli.status;

import io.langop.operator.api.condition.RunCondition;
import io.langop.operator.api.condition.RunReason;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.cluster.StoredResource.Condition;
import io.langop.operator.cli.output.Style.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Explains a PowerTool from its status. */
final class PowerToolExplainer {

  private static final String SWITCHED_OFF =
      "PowerTools are switched off in this cluster (powertool.enabled=false), so nothing of this"
          + " changes until an administrator switches them on.";

  private static final Set<RunReason> FAILED_ATTEMPTS =
      EnumSet.of(RunReason.ApiServerRefused, RunReason.ApiServerFailed, RunReason.UnexpectedError);

  private final Instant now;
  private final BooleanSupplier switchedOff;

  /**
   * @param switchedOff whether the operator is known to run no PowerTools
   */
  PowerToolExplainer(Instant now, BooleanSupplier switchedOff) {
    this.now = now;
    this.switchedOff = switchedOff;
  }

  Report explain(StoredResource tool) {
    Condition resolved = tool.condition(RunCondition.ImageResolved);
    Condition complete = tool.condition(RunCondition.Complete);
    Report report =
        !resolved.exists() || !complete.exists()
            ? undecided(tool)
            : tool.status("startTime").isEmpty()
                ? new NotStarted(tool, now).report(complete)
                : started(tool, complete);
    if (tool.status("completionTime").isEmpty() && switchedOff.getAsBoolean()) {
      report = report.with(SWITCHED_OFF);
    }
    if (tool.deleting()) {
      report = report.with("It is being deleted.");
    }
    return tool.outdated() && tool.status("startTime").isEmpty()
        ? report.with("The operator has not looked at the last change of it yet.")
        : report;
  }

  private Report undecided(StoredResource tool) {
    return new Report(
        tool,
        "undecided",
        Level.WARNING,
        "Run not begun",
        List.of(
            "No operator has looked at it yet; it was created %s ago."
                .formatted(Ages.of(tool.created(), now))),
        "If this stays so, see whether the operator runs",
        List.of("kubectl get deployments -A -l app.kubernetes.io/name=language-operator"));
  }

  /** The command that lets a suspended run continue. */
  static String resume(StoredResource tool) {
    return "kubectl patch powertool %s -n %s --type=merge -p '{\"spec\":{\"suspend\":false}}'"
        .formatted(tool.name(), tool.namespace());
  }

  private Report started(StoredResource tool, Condition complete) {
    String total = tool.status("counts", "total");
    String completed = tool.status("counts", "completed");
    String targets = "%s of %s targets completed".formatted(completed, total);
    List<String> details = new ArrayList<>();
    details.add(
        "Tool: %s, image %s"
            .formatted(tool.spec("profiler", "tool"), tool.status("resolvedImage")));
    details.add(
        "Started: %s (%s ago)"
            .formatted(tool.status("startTime"), Ages.of(tool.status("startTime"), now)));
    if (!tool.status("completionTime").isEmpty()) {
      details.add("Ended: " + tool.status("completionTime"));
    } else if (RunReason.of(complete.reason()).filter(FAILED_ATTEMPTS::contains).isPresent()) {
      details.add(complete.message() + ". The operator tries again by itself.");
    }
    return switch (tool.status("phase")) {
      case "Completed" ->
          new Report(tool, "completed", Level.GOOD, targets, details, "", List.of());
      case "Failed" -> {
        details.add(0, complete.message() + ".");
        yield new Report(
            tool,
            "failed",
            Level.BAD,
            "%s of %s targets failed".formatted(tool.status("counts", "failed"), total),
            details,
            "See what the pods say; a finished run never starts again, so make a new PowerTool",
            List.of("kubectl describe pods -n " + tool.namespace()));
      }
      case "Suspended" ->
          new Report(
              tool,
              "suspended",
              Level.WAITING,
              "Suspended, " + targets,
              details,
              "Resume it",
              List.of(resume(tool)));
      case "Conflicted" ->
          new Report(
              tool,
              "conflicted",
              Level.WAITING,
              "Waiting for other PowerTools; " + targets,
              details,
              "See which ones run",
              List.of("aictl powertool list -n " + tool.namespace()));
      default ->
          new Report(
              tool, "running", Level.WAITING, "In progress, " + targets, details, "", List.of());
    };
  }
}
