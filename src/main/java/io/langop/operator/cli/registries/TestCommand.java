package io.langop.operator.cli.registries;

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
import io.langop.operator.cli.input.NamedImage;
import io.langop.operator.cli.output.Format;
import io.langop.operator.cli.registries.ExpectationFile.Expectation;
import io.langop.operator.cli.session.ExitCode;
import io.langop.operator.cli.session.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code registries test}: does the list decide as it should? */
@Command(
    name = "test",
    header = "Test whether the list allows and refuses what files expect",
    description = {
      "A test file is YAML with the field 'expect', a list of images with 'allowed: true' or"
          + " 'allowed: false', and if wanted 'namespace' and 'reason'. Each image is decided as the"
          + " operator does it, by the list of --file; else by that which the test file has in 'list',"
          + " or whose file it names in 'allowlist', seen from its own directory; else by the list"
          + " in force. Only the last one needs a cluster.",
      "An image without 'namespace' is decided for the namespace of -n, else for 'default'. Unknown"
          + " fields, blank images and an image that is there twice are refused with their line.",
      "Exit code: 0 all is decided as expected, 1 something is not, or there is no list; 2 a file"
          + " cannot be used."
    },
    footer = {
      "  aictl allowlist test examples/allowlist/test.yaml",
      "  aictl allowlist test tests/*.yaml --file allowlist.txt --junit report.xml"
    })
public final class TestCommand extends LeafCommand {

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Test files; '-': standard input")
  private List<String> files;

  @Mixin private AllowlistFile.Option allowlist;

  @Mixin private JUnitReport.Option junit;

  @Mixin private OutputOption output;

  private CurrentList inForce;

  @Override
  public Integer call() {
    if (Stream.concat(files.stream(), Stream.ofNullable(allowlist.file()))
            .filter("-"::equals)
            .count()
        > 1) {
      throw Failure.usage("Standard input can be read only once, but '-' was given twice.");
    }
    ClusterNames.checkNamespace(global());
    List<ExpectationFile> tests =
        files.stream().map(name -> ExpectationFile.read(name, session().in())).toList();
    CurrentList given = allowlist.file() == null ? null : list(allowlist.file());
    List<TestedImage> tested = new ArrayList<>();
    for (ExpectationFile test : tests) {
      CurrentList list = given == null ? listOf(test) : given;
      test.expectations().forEach(one -> tested.add(decide(test, one, list)));
    }
    print(tested);
    JUnitReport report = junit.report("aictl registries test");
    tested.forEach(one -> one.report(report));
    report.write();
    return tested.stream().allMatch(TestedImage::passed) ? ExitCode.OK : ExitCode.NEGATIVE;
  }

  private TestedImage decide(ExpectationFile test, Expectation one, CurrentList list) {
    String otherwise = global().namespace() == null ? CheckBasis.NO_CLUSTER : global().namespace();
    String namespace = one.namespace() == null ? otherwise : one.namespace();
    return new TestedImage(
        test.name(),
        one,
        CheckedImage.of(new NamedImage(one.image(), null, null), list, namespace));
  }

  private CurrentList listOf(ExpectationFile test) {
    if (test.list() != null) {
      return noting(CurrentList.of(test.list(), session().now()));
    }
    if (test.allowlist() != null) {
      return list(test.allowlist());
    }
    if (inForce == null) {
      try (Cluster cluster = Clusters.connect(global(), session())) {
        inForce = noting(cluster.allowlist(global().allowlist()));
      }
    }
    return inForce;
  }

  private CurrentList list(String file) {
    return noting(AllowlistFile.list(file, global().allowlist().key(), session()));
  }

  /** Without a list everything is refused, which would pass for what somebody expects. */
  private CurrentList noting(CurrentList list) {
    if (list instanceof CurrentList.Missing missing) {
      throw Failure.negative(missing.message());
    }
    ListNotes.ignored(list).forEach(this::note);
    return list;
  }

  private void print(List<TestedImage> tested) {
    print(tested, new TestedImage.Shown(), output.format());
    if (output.format() == Format.table || output.format() == Format.wide) {
      session().out().println();
      session()
          .out()
          .println(
              "%d of %d images are decided as expected."
                  .formatted(tested.stream().filter(TestedImage::passed).count(), tested.size()));
    }
  }
}
