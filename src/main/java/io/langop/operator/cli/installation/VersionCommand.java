package io.langop.operator.cli.installation;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.cluster.Installation;
import io.langop.operator.cli.cluster.Operators.Operator;
import io.langop.operator.cli.cluster.Reading;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.command.Version;
import io.langop.operator.cli.command.WithoutNamespace;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.session.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code version}: of the command line and of what it talks to. */
@Command(
    name = "version",
    header = "Show the versions of aictl, of the operator and of Kubernetes",
    description = {
      "The operator's version is that of the label app.kubernetes.io/version of its Deployment, which"
          + " is found by its labels in whatever namespace it is, and for which you need the right to"
          + " list Deployments.",
      "Exit code: 0 shown, also if you may not see the operator; 1 there is no operator."
    },
    footer = {"  aictl version", "  aictl version --client", "  aictl version -o json"})
public final class VersionCommand extends LeafCommand implements WithoutNamespace {

  @Option(names = "--client", description = "Only that of aictl, for which no cluster is asked")
  private boolean clientOnly;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    List<Component> components = new ArrayList<>();
    components.add(new Component("aictl", Version.number(), "", ""));
    try {
      return clientOnly ? ExitCode.OK : addServer(components);
    } finally {
      // What is known, even if the cluster does not answer.
      print(components, new Component.Shown(), output.format());
    }
  }

  private int addServer(List<Component> components) {
    try (Cluster cluster = Clusters.connect(global(), session())) {
      Installation installation = cluster.installation();
      components.add(new Component("kubernetes", installation.kubernetesVersion(), "", ""));
      Reading<List<Operator>> operators = installation.operators().found();
      if (operators.isForbidden()) {
        note(
            "You may not list the Deployments of all namespaces, so the operator's version is not"
                + " known.");
        return ExitCode.OK;
      }
      operators.value().stream()
          .map(one -> new Component("operator", one.version(), one.place(), one.image()))
          .forEach(components::add);
      if (operators.value().isEmpty()) {
        note("aictl: There is no operator in the cluster.");
        return ExitCode.NEGATIVE;
      }
      return ExitCode.OK;
    }
  }

  /**
   * Something that has a version.
   *
   * @param deployment where it runs; empty if that is not known
   * @param image empty if it has none
   */
  record Component(String name, String version, String deployment, String image) {

    /** How they are shown. */
    record Shown() implements Listing<Component> {

      @Override
      public List<Column<Component>> columns() {
        return List.of(
            Column.of("COMPONENT", Component::name),
            Column.of("VERSION", row -> Listing.dash(row.version())),
            Column.of("DEPLOYMENT", row -> Listing.dash(row.deployment())),
            Column.of("IMAGE", row -> Listing.dash(row.image())));
      }

      @Override
      public Map<String, Object> tree(Component item) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("component", item.name());
        tree.put("version", Listing.absent(item.version()));
        tree.put("deployment", Listing.absent(item.deployment()));
        tree.put("image", Listing.absent(item.image()));
        return tree;
      }

      @Override
      public String name(Component item) {
        return item.name() + " " + item.version();
      }
    }
  }
}
