package io.langop.operator.cli.registries;

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
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code registries audit}: what is in use, and what another list would do to it. */
@Command(
    name = "audit",
    header = "Show the registries in use, or test another list against the cluster",
    description = {
      "Reads the images of all agents and tools as the operator does, shows their registries,"
          + " whether they are allowed and who uses them, and prints a list that allows them,"
          + " ready to paste. Entries keep their options in it, and what an option refuses now stays"
          + " refused; comments tell which images need a digest, another namespace or a later end."
          + " With -o name it is the list alone, with its comments. With --propose it tells which"
          + " agents and tools another list would allow or block, and counts the pods with images"
          + " that it would allow or refuse, before anyone saves it. It changes nothing.",
      "Exit code: 0 all are allowed, or there is no list yet; 1 one is not allowed, or is no image"
          + " reference, which no list allows; with --propose 1 if the proposed list does not allow an"
          + " agent or a tool."
    },
    footer = {
      "  aictl registries audit -A",
      "  aictl registries audit -A -o name > allowlist.txt",
      "  aictl registries audit -A --propose allowlist.txt"
    })
public final class AuditCommand extends LeafCommand {

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Agents and tools of all namespaces")
  private boolean everywhere;

  @Option(
      names = "--propose",
      paramLabel = "ALLOWLIST",
      description = "Test this list: lines, the manifest of the ConfigMap, or '-'")
  private String proposed;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    CurrentList after =
        proposed == null
            ? null
            : AllowlistFile.list(proposed, global().allowlist().key(), session());
    try (Cluster cluster = Clusters.connect(global(), session())) {
      CurrentList now = cluster.readableAllowlist(global().allowlist()).orElse(null);
      if (now == null) {
        note("You may not read the list, so this is what the status of each resource says.");
      } else if (now instanceof CurrentList.Missing missing) {
        note(missing.message());
      }
      List<UsedImage> uses = UsedImage.list(cluster, everywhere);
      if (uses.isEmpty()) {
        note(
            everywhere
                ? "There is no agent and no tool."
                : "There is no agent and no tool in namespace '%s'; -A looks everywhere."
                    .formatted(Visible.value(cluster.namespace())));
      }
      return after == null
          ? audit(Audit.of(uses, now))
          : propose(
              uses, cluster.countablePods(everywhere, global().catalog()).orElse(null), now, after);
    }
  }

  private int audit(Audit audit) {
    List<String> proposal = audit.proposal();
    if (output.format().structured()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("registries", audit.rows().stream().map(new Audit.Shown()::tree).toList());
      tree.put(
          global().allowlist().key(),
          String.join("\n", proposal) + (proposal.isEmpty() ? "" : "\n"));
      output.format().print(tree, session().out());
    } else if (output.format() == Format.name) {
      proposal.forEach(session().out()::println);
    } else {
      print(audit.rows(), new Audit.Shown(), output.format());
      if (!proposal.isEmpty()) {
        session().out().println();
        session().out().println(Visible.value(global().allowlist().key()) + ": |");
        proposal.forEach(line -> session().out().println("  " + line));
      }
    }
    return audit.anyDenied() ? ExitCode.NEGATIVE : ExitCode.OK;
  }

  private int propose(List<UsedImage> uses, RunningPods pods, CurrentList now, CurrentList after) {
    ListNotes.ignored(after).forEach(this::note);
    PodEffect podEffect = PodEffect.of(pods, now, after);
    Effect effect = Effect.of(uses, now, after);
    if (output.format().structured()) {
      Map<String, Object> tree = effect.tree();
      tree.put("wouldBeDenied", effect.denied().stream().map(UsedImage::tree).toList());
      tree.put("podEffect", podEffect.tree());
      output.format().print(tree, session().out());
    } else if (output.format() == Format.name) {
      effect.starts().forEach(used -> session().out().println("+" + used.shown()));
      effect.blocked().forEach(used -> session().out().println("-" + used.shown()));
    } else {
      effect.lines().forEach(session().out()::println);
      session()
          .out()
          .println(
              "With the proposed list %d of %d agents and tools would be allowed."
                  .formatted(uses.size() - effect.denied().size(), uses.size()));
      podEffect.lines(everywhere ? "of all namespaces" : "of the namespace").stream()
          .map(Visible::message)
          .forEach(session().out()::println);
      if (podEffect.known()) {
        session()
            .out()
            .println(
                "With the proposed list %d of %d pods would be allowed."
                    .formatted(podEffect.pods() - podEffect.denied(), podEffect.pods()));
      }
    }
    return effect.denied().isEmpty() ? ExitCode.OK : ExitCode.NEGATIVE;
  }
}
