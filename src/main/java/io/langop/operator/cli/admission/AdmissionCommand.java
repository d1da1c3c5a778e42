package io.langop.operator.cli.admission;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ClusterKind;
import io.langop.operator.cli.cluster.ClusterObject;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.cluster.Reading;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.output.Format;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code admission}: the allowlist at admission. */
@Command(
    name = "admission",
    header = "The allowlist at admission: whether Kubernetes itself decides by it",
    description =
        "Namespaces opt in by the label langop.io/image-policy: enforce, warn or audit."
            + " ValidatingAdmissionPolicies of the chart then decide about their pods, by a list"
            + " that the operator compiles for them.",
    footer = "  aictl admission status",
    subcommands = AdmissionCommand.Status.class)
public final class AdmissionCommand {

  /** {@code admission status}: is the list enforced at admission, and where? */
  @Command(
      name = "status",
      header = "Tell whether Kubernetes decides about pods by the list, and in which namespaces",
      description = {
        "Shows the operator's ValidatingAdmissionPolicies for pods with their bindings, the"
            + " compiled list that they decide by and whether it is made from the list as it is"
            + " now, and all namespaces with the label langop.io/image-policy: enforced, warned,"
            + " audited or not judged. What you may not read is told; it does not count as"
            + " missing.",
        "Exit code: 0 all is there and current; 1 something is missing or not current; 3 nothing is"
            + " known to be wrong, but you may not read everything."
      },
      footer = {
        "  aictl admission status",
        "  aictl admission status -o json",
        "  kubectl label namespace team-a langop.io/image-policy=audit"
      })
  static final class Status extends LeafCommand {

    private static final long MOMENT_MILLISECONDS = 1_000;

    @Mixin private OutputOption output;

    @Override
    public Integer call() throws InterruptedException {
      AdmissionStatus status;
      try (Cluster cluster = Clusters.connect(global(), session())) {
        status = read(cluster);
      }
      print(status);
      if (!output.format().structured()) {
        status.problems().forEach(problem -> note("aictl: " + problem));
        status.warnings().forEach(this::note);
        status.unknown().forEach(this::note);
        if (status.noNamespaceIsLabelled()) {
          note(
              "No namespace has the label langop.io/image-policy, so no pod is judged. See what"
                  + " would be refused with:"
                  + " kubectl label namespace NAMESPACE langop.io/image-policy=audit");
        }
      }
      return status.exitCode();
    }

    private AdmissionStatus read(Cluster cluster) throws InterruptedException {
      PodAdmission admission = PodAdmission.read(cluster);
      Reading<List<ClusterObject>> namespaces =
          cluster.list(ClusterKind.NAMESPACE, ImagePolicy.LABEL);
      String onlyNamespace = null;
      if (namespaces.isForbidden()) {
        onlyNamespace = cluster.namespace();
        namespaces =
            cluster
                .read(ClusterKind.NAMESPACE, onlyNamespace)
                .map(
                    found ->
                        found.labels().containsKey(ImagePolicy.LABEL) ? List.of(found) : List.of());
      }
      return new AdmissionStatus(
          admission,
          compiled(cluster),
          namespaces.map(
              found ->
                  found.stream()
                      .map(namespace -> LabelledNamespace.of(namespace, admission))
                      .toList()),
          onlyNamespace);
    }

    /** The operator needs a moment after an edit, which may have come just before. */
    private CompiledState compiled(Cluster cluster) throws InterruptedException {
      CompiledState compiled = PodPolicies.compiled(cluster, global().allowlist());
      if (compiled.mayBeOnItsWay()) {
        Thread.sleep(MOMENT_MILLISECONDS);
        return PodPolicies.compiled(cluster, global().allowlist());
      }
      return compiled;
    }

    private void print(AdmissionStatus status) {
      if (output.format().structured()) {
        output.format().print(status.tree(), session().out());
        return;
      }
      print(
          status.parts().stream()
              .filter(part -> part.name() != null || output.format() != Format.name)
              .toList(),
          new Part.Shown(),
          output.format());
    }
  }
}
