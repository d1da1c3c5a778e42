package io.langop.operator.cli.pods;

import io.langop.operator.cli.allowlist.AllowlistFile;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.allowlist.ListNotes;
import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.cluster.RunningPods;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.output.Format;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pods}: what runs in the cluster, whoever made it. */
@Command(
    name = "pods",
    header = "What runs already, and whether the list allows it",
    description =
        "Pods of all kinds of workloads, not only of agents and tools. In namespaces with the label"
            + " langop.io/image-policy the list decides about each new one.",
    footer = {"  aictl pods audit", "  aictl pods audit -A"},
    subcommands = {PodsCommand.Audit.class})
public final class PodsCommand {

  /** {@code pods audit}: what runs already, decided by the list. */
  @Command(
      name = "audit",
      header = "Show the images of all pods, whether the list allows them, and who uses them",
      description = {
        "Looks at every container, init container, ephemeral container and image volume of the pods"
            + " that have not ended, and decides each image for the namespace of its pod by the"
            + " list in force, or by that of --file. A pod counts for the workload that a person"
            + " knows: the agent or tool, Deployment, StatefulSet, DaemonSet, CronJob or other"
            + " owner.",
        "Profilers of PowerTools are shown apart, because the image catalog approves of them and"
            + " not the list. If you may not read the catalog, the names of containers tell which"
            + " they are. It needs the right to list pods, and no operator; without the right to"
            + " list ReplicaSets, Jobs or Deployments it says what it cannot find out.",
        "Exit code: 0 all are allowed, 1 one is not."
      },
      footer = {
        "  aictl pods audit -n demo",
        "  aictl pods audit -A",
        "  aictl pods audit -A --file allowlist.txt -o json"
      })
  static final class Audit extends LeafCommand {

    @Option(
        names = {"-A", "--all-namespaces"},
        description = "Pods of all namespaces")
    private boolean everywhere;

    @Option(
        names = "--file",
        paramLabel = "ALLOWLIST",
        description = "Decide by this list: lines, the manifest of the ConfigMap, or '-'")
    private String allowlist;

    @Mixin private OutputOption output;

    @Override
    public Integer call() {
      CurrentList given =
          allowlist == null
              ? null
              : AllowlistFile.list(allowlist, global().allowlist().key(), session());
      try (Cluster cluster = Clusters.connect(global(), session())) {
        CurrentList list = given == null ? cluster.allowlist(global().allowlist()) : given;
        RunningPods running = cluster.pods(everywhere, global().catalog());
        PodAudit audit = PodAudit.of(running.pods(), list);
        print(audit, running.ended());
        ListNotes.ignored(list).forEach(this::note);
        if (list instanceof CurrentList.Missing missing) {
          note("aictl: " + missing.message());
        }
        running.notes().forEach(this::note);
        if (running.ended() > 0) {
          note(
              running.ended() == 1
                  ? "1 pod has ended and is not counted."
                  : "%d pods have ended and are not counted.".formatted(running.ended()));
        }
        if (audit.pods() == 0) {
          note(
              everywhere
                  ? "No pod runs."
                  : "No pod runs in namespace '%s'; -A looks everywhere."
                      .formatted(Visible.value(cluster.namespace())));
        }
        return audit.refused() == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
      }
    }

    private void print(PodAudit audit, long ended) {
      PodAudit.Shown listing = new PodAudit.Shown();
      PodAudit.ShownProfilers profilers = new PodAudit.ShownProfilers();
      if (output.format().structured()) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("pods", audit.pods());
        tree.put("notAllowed", audit.refused());
        tree.put("ended", ended);
        tree.put("images", audit.rows().stream().map(listing::tree).toList());
        tree.put("profilers", audit.profilers().stream().map(profilers::tree).toList());
        output.format().print(tree, session().out());
        return;
      }
      print(audit.rows(), listing, output.format());
      if (output.format() == Format.name) {
        return;
      }
      if (!audit.profilers().isEmpty()) {
        session().out().println();
        print(audit.profilers(), profilers, output.format());
      }
      if (audit.pods() > 0) {
        session().out().println();
        session()
            .out()
            .println(
                "%d of %d pods have an image that is not allowed."
                    .formatted(audit.refused(), audit.pods()));
      }
    }
  }
}
