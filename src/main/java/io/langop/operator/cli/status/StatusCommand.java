package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ClusterNames;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.cluster.WatchedResources;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.output.DidYouMean;
import io.langop.operator.cli.output.Format;
import io.langop.operator.cli.output.Json;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.output.Yaml;
import io.langop.operator.cli.session.ExitCode;
import io.langop.operator.cli.session.Failure;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the state of one resource. */
@Command
abstract class StatusCommand extends LeafCommand {

  @Parameters(paramLabel = "NAME", arity = "1", description = "Name of the resource")
  private String name;

  @Option(
      names = {"-w", "--watch"},
      description = "Show it again whenever it changes, until Ctrl-C")
  private boolean watch;

  @Mixin private OutputOption output;

  private final KindView view;

  StatusCommand(KindView view) {
    this.view = view;
  }

  @Override
  public Integer call() throws InterruptedException {
    ClusterNames.checkResource(view.kind(), name);
    try (Cluster cluster = Clusters.connect(global(), session())) {
      StoredResource resource =
          cluster.find(view.kind(), name).orElseThrow(() -> notFound(cluster));
      Printer printer = new Printer(view, output.format(), session().out(), style());
      if (watch) {
        return watch(cluster, printer);
      }
      Report report = view.explainer(cluster, global()).apply(resource);
      printer.print(report);
      return report.good() ? ExitCode.OK : ExitCode.NEGATIVE;
    }
  }

  private int watch(Cluster cluster, Printer printer) throws InterruptedException {
    try (WatchedResources watched = cluster.watch(view.kind(), name)) {
      while (true) {
        WatchedResources.Change change = watched.next();
        if (change.gone()) {
          throw Failure.negative(
              "%s '%s' was deleted.".formatted(view.kind().title(), Visible.value(name)));
        }
        Report report =
            watched.answer(() -> view.explainer(cluster, global()).apply(change.resource()));
        printer.print(report);
        if (view.finished(change.resource())) {
          return report.good() ? ExitCode.OK : ExitCode.NEGATIVE;
        }
      }
    }
  }

  /** The name may be misspelt, or the resource may be in another namespace. */
  private Failure notFound(Cluster cluster) {
    List<String> here =
        cluster.permittedList(view.kind(), false).orElse(List.of()).stream()
            .map(StoredResource::name)
            .toList();
    String hint = DidYouMean.sentence(name, here);
    if (hint.isEmpty()) {
      Optional<StoredResource> elsewhere =
          cluster.permittedList(view.kind(), true).orElse(List.of()).stream()
              .filter(resource -> resource.name().equals(name))
              .findFirst();
      hint =
          elsewhere
              .map(found -> " There is one in namespace '" + found.namespace() + "': use -n.")
              .orElse(" 'aictl %s list' shows what there is.".formatted(view.kind().command()));
    }
    return Failure.negative(
        "There is no %s '%s' in namespace '%s'.%s"
            .formatted(
                view.kind().command(),
                Visible.value(name),
                Visible.value(cluster.namespace()),
                hint));
  }

  /** Prints the status of one resource, and again only if it reads differently. */
  private static final class Printer {

    private final KindView view;
    private final Format format;
    private final PrintStream out;
    private final Style style;
    private Map<String, Object> last;

    Printer(KindView view, Format format, PrintStream out, Style style) {
      this.view = view;
      this.format = format;
      this.out = out;
      this.style = style;
    }

    void print(Report report) {
      Listing<Report> listing = view.listing(true);
      Map<String, Object> tree = listing.tree(report);
      if (tree.equals(last)) {
        return;
      }
      boolean again = last != null;
      last = tree;
      switch (format) {
        case json -> Json.print(tree, out);
        case yaml -> {
          if (again) {
            out.println("---");
          }
          Yaml.print(tree, out);
        }
        case name -> out.println(Visible.message(listing.name(report)));
        default -> {
          if (again) {
            out.println();
          }
          List<String> lines = new ArrayList<>(report.lines(style));
          lines.addAll(view.appendix(report, format == Format.wide, style));
          lines.forEach(out::println);
        }
      }
      out.flush();
    }
  }
}
