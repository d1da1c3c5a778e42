package io.langop.operator.cli.registries;

import io.langop.operator.cli.admission.PodPolicies;
import io.langop.operator.cli.allowlist.AllowlistFile;
import io.langop.operator.cli.allowlist.CheckedImage;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.allowlist.ListNotes;
import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ClusterNames;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.command.JUnitReport;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.input.ImageInput;
import io.langop.operator.cli.output.ItemWriter;
import io.langop.operator.cli.session.ExitCode;
import io.langop.operator.cli.session.Failure;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code registries check}: would these images be allowed? */
@Command(
    name = "check",
    header = "Tell whether images would be allowed, by which entry or why not",
    description = {
      "Reads each image as the operator does and looks it up in the list in force, or in that of"
          + " --file, which needs no cluster. Images come from the command line, from standard"
          + " input ('-': one a line, '#' begins a comment; or a manifest), and from manifests of"
          + " any kind: every container, init container, ephemeral container and image volume,"
          + " agents and tools. An image that is blank is refused.",
      "Entries may hold for some namespaces only. Images are decided for the namespace that -n"
          + " names; else for that of their manifest; else for that of the kubeconfig's context, or"
          + " with --file for 'default'.",
      "Exit code: 0 all are allowed, 1 one is not, 2 something could not be read."
    },
    footer = {
      "  aictl registries check nginx ghcr.io/acme/agent:1.0",
      "  aictl registries check ghcr.io/acme/agent:1.0 -n team-a",
      "  aictl registries check --file allowlist.txt -f manifests/",
      "  kubectl get pods -A -o json | aictl registries check -f -",
      "  aictl registries check --file allowlist.txt -o json - < images.txt",
      "  aictl registries check --file allowlist.txt -f manifests/ --junit report.xml"
    })
public final class CheckCommand extends LeafCommand {

  @Parameters(paramLabel = "IMAGE", arity = "0..*", description = "Images; '-': standard input")
  private List<String> arguments = List.of();

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "MANIFEST",
      description = "Manifest, directory with manifests, or '-'; may be repeated")
  private List<String> manifests = List.of();

  @Mixin private AllowlistFile.Option allowlist;

  @Mixin private JUnitReport.Option junit;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    if (arguments.isEmpty() && manifests.isEmpty()) {
      throw Failure.usage(
          "Nothing to check. Name images, manifests with -f, or '-' for standard input.");
    }
    long readers =
        arguments.stream().filter("-"::equals).count()
            + manifests.stream().filter("-"::equals).count()
            + ("-".equals(allowlist.file()) ? 1 : 0);
    if (readers > 1) {
      throw Failure.usage("Standard input can be read only once, but '-' was given twice.");
    }
    return check(basis());
  }

  private CheckBasis basis() {
    String given = global().namespace();
    if (allowlist.file() != null) {
      ClusterNames.checkNamespace(global());
      return new CheckBasis(
          AllowlistFile.list(allowlist.file(), global().allowlist().key(), session()),
          given,
          CheckBasis.NO_CLUSTER,
          null);
    }
    try (Cluster cluster = Clusters.connect(global(), session())) {
      return new CheckBasis(
          cluster.allowlist(global().allowlist()),
          given,
          cluster.namespace(),
          given == null ? null : PodPolicies.namespaceNote(cluster).orElse(null));
    }
  }

  private int check(CheckBasis basis) {
    ListNotes.ignored(basis.list()).forEach(this::note);
    Count count = new Count();
    JUnitReport report = junit.report("aictl registries check");
    try (ItemWriter<CheckedImage> writer =
        ItemWriter.of(
            output.format(), new CheckListing(!manifests.isEmpty()), session().out(), style())) {
      ImageInput input =
          new ImageInput(
              session().in(),
              named -> {
                CheckedImage checked = basis.check(named);
                count.add(checked);
                report(checked, report);
                writer.add(checked);
              },
              problem -> {
                count.problem();
                report.error("input", problem, problem);
                writer.flush();
                note("aictl: " + problem);
              });
      arguments.forEach(input::argument);
      manifests.forEach(input::manifests);
    }
    report.write();
    if (basis.list() instanceof CurrentList.Missing missing) {
      note("aictl: " + missing.message());
    }
    if (basis.note() != null) {
      note(basis.note());
    }
    if (count.images() == 0 && count.exitCode() == ExitCode.OK) {
      note("No image was found.");
    }
    return count.exitCode();
  }

  private static void report(CheckedImage checked, JUnitReport report) {
    String source = checked.named().source();
    String group = source == null ? "images" : source;
    String name = checked.named().image() + " in namespace " + checked.namespace();
    if (checked.verdict().isAllowed()) {
      report.passed(group, name);
    } else {
      report.failed(group, name, checked.verdict().message());
    }
  }

  /** Counts while images are checked, for the exit code. */
  private static final class Count {

    private long images;
    private long denied;
    private boolean problem;

    void add(CheckedImage checked) {
      images++;
      if (!checked.verdict().isAllowed()) {
        denied++;
      }
    }

    void problem() {
      problem = true;
    }

    long images() {
      return images;
    }

    int exitCode() {
      if (denied > 0) {
        return ExitCode.NEGATIVE;
      }
      return problem ? ExitCode.USAGE : ExitCode.OK;
    }
  }
}
