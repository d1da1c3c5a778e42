package io.langop.operator.cli.installation;

import io.langop.operator.api.RunDuration;
import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.cluster.InstallationWatch;
import io.langop.operator.cli.cluster.Operators;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.command.WithoutNamespace;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.ExitCode;
import io.langop.operator.cli.session.Failure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code check}: is everything there that the operator needs, and does it run? */
@Command(
    name = "check",
    header = "Tell whether the operator is completely installed, or wait until it is",
    description = {
      "Looks for the custom resources, the operator's Deployment with all replicas of its current"
          + " version, the allowlist, the catalog, and the policies for pods with a compiled list that"
          + " is made from the list as it is now. Names of ConfigMaps are those of the operator's own"
          + " settings if its Deployment may be read. With --wait it says what is missing and waits"
          + " until nothing is, by watches of Kubernetes. To check images: aictl registries check.",
      "Exit code: 0 everything is ready; 1 something is missing, with --wait also after the time is"
          + " over; 3 nothing is known to be missing, but you may not see everything."
    },
    footer = {"  aictl check", "  aictl check --wait --timeout 5m", "  aictl check -o json"})
public final class InstallationCheckCommand extends LeafCommand implements WithoutNamespace {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

  @Option(names = "--wait", description = "Wait until nothing is missing")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long --wait waits at most; default: 2m")
  private String timeout;

  @Mixin private OutputOption output;

  private boolean unanswered;

  @Override
  public Integer call() throws InterruptedException {
    Duration longest = longest();
    try (Cluster cluster = Clusters.connect(global(), session())) {
      InstallationState state = InstallationState.read(cluster, global());
      if (wait && !state.missing().isEmpty()) {
        state = await(cluster, state, longest);
      }
      print(state);
      return state.exitCode();
    }
  }

  private Duration longest() {
    if (timeout == null) {
      return DEFAULT_TIMEOUT;
    }
    if (!wait) {
      throw Failure.usage("--timeout needs --wait.");
    }
    return RunDuration.parse(timeout)
        .orElseThrow(
            () ->
                Failure.usage(
                    "'%s' is no duration for --timeout, such as 30s or 5m."
                        .formatted(Visible.value(timeout))));
  }

  private InstallationState await(Cluster cluster, InstallationState first, Duration longest)
      throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    InstallationState state = first;
    List<Requirement> told = List.of();
    Operators operators = cluster.installation().operators();
    try (InstallationWatch watch =
        cluster.installation().watch(operators.allowlist(global()), operators.catalog(global()))) {
      while (!state.missing().isEmpty()) {
        if (!told.equals(state.missing())) {
          told = state.missing();
          told.forEach(one -> note("Waiting for " + Visible.message(one.shown()) + "."));
        }
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (left.isNegative() || left.isZero()) {
          return state;
        }
        watch.await(left, unanswered || state.kindsAreMissing());
        state = again(cluster, state);
      }
    }
    return state;
  }

  /** An API server that is away for a moment, as in an upgrade, is waited for as well. */
  private InstallationState again(Cluster cluster, InstallationState before) {
    try {
      InstallationState state = InstallationState.read(cluster, global());
      unanswered = false;
      return state;
    } catch (Failure e) {
      if (e.exitCode() != ExitCode.CLUSTER) {
        throw e;
      }
      unanswered = true;
      return before;
    }
  }

  private void print(InstallationState state) {
    if (output.format().structured()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("ready", state.exitCode() == ExitCode.OK);
      tree.put("message", state.sentence());
      tree.put(
          "requirements",
          state.requirements().stream().map(new Requirement.Shown()::tree).toList());
      output.format().print(tree, session().out());
      return;
    }
    print(state.requirements(), new Requirement.Shown(), output.format());
    note((state.exitCode() == ExitCode.OK ? "" : "aictl: ") + Visible.message(state.sentence()));
  }
}
