package io.langop.operator.cli.status;

import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.cluster.StoredResource.Condition;
import io.langop.operator.cli.output.Style.Level;
import java.util.List;
import java.util.Locale;

/**
 * Explains why an agent or a tool is not ready, although its image is allowed.
 *
 * @param details what is known of it
 */
record NotReady(StoredResource resource, List<String> details) {

  Report report(Condition ready) {
    return ready.reason().isEmpty()
        ? starting()
        : WorkloadReason.of(ready.reason()).map(this::of).orElseGet(() -> notRunning("failed"));
  }

  private Report of(WorkloadReason reason) {
    return switch (reason) {
      case Suspended ->
          report(
              "suspended",
              Level.GOOD,
              "Image allowed, " + resource.kind().command() + " scaled to zero",
              "Start it again",
              startCommand());
      case WorkloadProgressing -> starting();
      case NameConflict ->
          report(
              "name-conflict",
              Level.BAD,
              "Image allowed, but the name is taken",
              "See what is in the way",
              named("kubectl get deployment,service %s -n %s"));
      case ForeignContainers ->
          report(
              "foreign-containers",
              Level.BAD,
              "Image allowed, but somebody added others that are not",
              "See what was added, and by whom",
              named("kubectl get deployment %s -n %s -o yaml --show-managed-fields"));
      case WorkloadRejected -> notRunning("rejected");
      case AllowlistNotConfirmed ->
          report(
              "waiting",
              Level.WAITING,
              "Image allowed, waiting until the registry whitelist can be read again",
              "If this stays so, see whether the operator is ready",
              "kubectl get pods -A -l app.kubernetes.io/name=language-operator");
      case Terminating ->
          report(
              "deleting",
              Level.WAITING,
              "Image allowed, " + resource.kind().command() + " is being deleted",
              "See which finalizers keep it",
              named("kubectl get " + kind() + " %s -n %s -o yaml"));
      case Unknown,
          WorkloadReady,
          ImageNotValidated,
          RegistryAllowed,
          RegistryNotAllowed,
          DigestRequired,
          InvalidImageReference,
          AllowlistUnavailable,
          UnreadableResource ->
          notRunning("failed");
    };
  }

  private Report starting() {
    return report(
        "starting",
        Level.WAITING,
        "Image allowed, " + resource.kind().command() + " is starting",
        "See what its pods are waiting for",
        pods());
  }

  private Report notRunning(String state) {
    return report(
        state,
        Level.BAD,
        "Image allowed, but the " + resource.kind().command() + " does not run",
        "See why",
        named("kubectl describe " + kind() + " %s -n %s"),
        pods());
  }

  private Report report(
      String state, Level level, String headline, String next, String... commands) {
    return new Report(resource, state, level, headline, details, next, List.of(commands));
  }

  private String startCommand() {
    return resource.spec("replicas").isEmpty()
        ? named("kubectl scale deployment %s -n %s --replicas=1")
        : named(
            "kubectl patch " + kind() + " %s -n %s --type=merge -p '{\"spec\":{\"replicas\":1}}'");
  }

  private String pods() {
    return "kubectl get pods -n %s -l app=%s".formatted(resource.namespace(), resource.name());
  }

  private String named(String command) {
    return command.formatted(resource.name(), resource.namespace());
  }

  private String kind() {
    return resource.kind().kind().toLowerCase(Locale.ROOT);
  }
}
