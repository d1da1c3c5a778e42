package io.langop.operator.cli.status;

import io.langop.operator.api.condition.RunReason;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.cluster.StoredResource.Condition;
import io.langop.operator.cli.output.Style.Level;
import java.time.Instant;
import java.util.List;

/** Explains what keeps a run from starting; most of it goes away by itself. */
record NotStarted(StoredResource tool, Instant now) {

  private static final String IMAGES = "aictl images list";

  Report report(Condition complete) {
    String message = complete.message() + ".";
    String since = Ages.since(complete.since(), now);
    return RunReason.of(complete.reason())
        .map(reason -> of(reason, message, since))
        .orElseGet(() -> cannotRun(List.of(message, since)));
  }

  private Report of(RunReason reason, String message, String since) {
    String name = tool.spec("profiler", "tool");
    List<String> details = List.of(message, since);
    return switch (reason) {
      case ToolNotFound, InvalidImageReference ->
          report(
              "no-image",
              Level.BAD,
              "There is no image for tool '" + name + "'",
              details,
              "Have an administrator set its image; the run then starts by itself",
              "aictl images set %s IMAGE".formatted(name));
      case CatalogUnavailable ->
          report(
              "no-image",
              Level.BAD,
              "The catalog of images is missing",
              details,
              "Have an administrator restore it; the run then starts by itself",
              IMAGES);
      case Suspended ->
          report(
              "suspended",
              Level.WAITING,
              "Suspended before its start",
              details,
              "Resume it",
              PowerToolExplainer.resume(tool));
      case InvalidToolSettings, SettingsUnavailable ->
          report(
              "bad-settings",
              Level.BAD,
              "The settings of tool '" + name + "' cannot be used",
              details,
              "Have an administrator correct them; the run then starts by itself",
              IMAGES);
      case ToolNotAllowedHere ->
          report(
              "not-here",
              Level.BAD,
              "Tool '" + name + "' may not be used in this namespace",
              details,
              "Ask an administrator whether it may be; the run then starts by itself",
              IMAGES);
      case NoMatchingPods ->
          report(
              "no-pods",
              Level.WAITING,
              "Waiting for a pod that matches",
              List.of(message, "The run starts when a pod does.", since),
              "See the labels of the pods",
              "kubectl get pods -n %s --show-labels".formatted(tool.namespace()));
      case ApiServerRefused, ApiServerFailed, UnexpectedError ->
          report(
              "retrying",
              Level.WARNING,
              "The last attempt to start it failed",
              List.of(message, "The operator tries again by itself.", since),
              "If this stays so, see what else is known of it",
              "kubectl describe powertool %s -n %s".formatted(tool.name(), tool.namespace()));
      case TooManyPods,
          DurationTooLong,
          ArgumentsTooLong,
          ToolFound,
          PodsFound,
          NotStarted,
          InProgress,
          Completed,
          TargetsFailed ->
          cannotRun(details);
    };
  }

  private Report cannotRun(List<String> details) {
    return report(
        "cannot-run",
        Level.BAD,
        "It cannot run as it is",
        details,
        "Correct it",
        "kubectl edit powertool %s -n %s".formatted(tool.name(), tool.namespace()));
  }

  private Report report(
      String state,
      Level level,
      String headline,
      List<String> details,
      String next,
      String command) {
    return new Report(tool, state, level, headline, details, next, List.of(command));
  }
}
