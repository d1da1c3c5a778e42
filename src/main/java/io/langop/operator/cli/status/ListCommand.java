package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.cluster.WatchedResources;
import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.output.Format;
import io.langop.operator.cli.output.ItemWriter;
import io.langop.operator.cli.output.Json;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.output.Yaml;
import io.langop.operator.cli.session.ExitCode;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the resources of a kind with their state. */
@Command
abstract class ListCommand extends LeafCommand {

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Those of all namespaces")
  private boolean everywhere;

  @Option(
      names = {"-w", "--watch"},
      description = "Then show each that changes, until Ctrl-C")
  private boolean watch;

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "SELECTOR",
      description = "Only those with these labels, such as team=shop,tier!=test")
  private String selector;

  @Mixin private OutputOption output;

  private final KindView view;

  ListCommand(KindView view) {
    this.view = view;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Cluster cluster = Clusters.connect(global(), session())) {
      if (watch) {
        return new Watch(view, cluster, global(), output.format(), session().out(), style())
            .run(everywhere, selector);
      }
      List<StoredResource> resources = cluster.list(view.kind(), everywhere, selector);
      if (resources.isEmpty()) {
        note(
            everywhere
                ? "There is no %s%s in any namespace.".formatted(view.kind().command(), labelled())
                : "There is no %s%s in namespace '%s'."
                    .formatted(
                        view.kind().command(), labelled(), Visible.value(cluster.namespace())));
      }
      Function<StoredResource, Report> explainer = view.explainer(cluster, global());
      boolean good = true;
      try (ItemWriter<Report> writer =
          ItemWriter.of(output.format(), view.listing(everywhere), session().out(), style())) {
        for (StoredResource resource : sorted(resources)) {
          Report report = explainer.apply(resource);
          good &= report.good();
          writer.add(report);
        }
      }
      return good ? ExitCode.OK : ExitCode.NEGATIVE;
    }
  }

  private String labelled() {
    return selector == null ? "" : " with labels '" + Visible.value(selector) + "'";
  }

  private static List<StoredResource> sorted(List<StoredResource> resources) {
    return resources.stream()
        .sorted(Comparator.comparing(StoredResource::namespace).thenComparing(StoredResource::name))
        .toList();
  }

  /** Shows the resources of a kind, and then each that reads differently. */
  private record Watch(
      KindView view,
      Cluster cluster,
      GlobalOptions options,
      Format format,
      PrintStream out,
      Style style) {

    int run(boolean everywhere, String selector) throws InterruptedException {
      Listing<Report> listing = view.listing(everywhere);
      Map<List<String>, Map<String, Object>> shown = new HashMap<>();
      try (WatchedResources watched = cluster.watchAll(view.kind(), everywhere, selector);
          ItemWriter<Report> lines =
              ItemWriter.of(format.structured() ? Format.name : format, listing, out, style)) {
        Function<StoredResource, Report> explainer = explainer(watched);
        while (true) {
          WatchedResources.Change change = watched.next();
          List<String> id = List.of(change.resource().namespace(), change.resource().name());
          if (change.gone()) {
            shown.remove(id);
            continue;
          }
          Report report = report(watched, explainer, change.resource());
          Map<String, Object> tree = listing.tree(report);
          if (!tree.equals(shown.put(id, tree))) {
            show(report, tree, lines);
          }
          if (!watched.more()) {
            lines.flush();
            explainer = explainer(watched);
          }
        }
      }
    }

    private Function<StoredResource, Report> explainer(WatchedResources watched)
        throws InterruptedException {
      return watched.answer(() -> view.explainer(cluster, options));
    }

    private static Report report(
        WatchedResources watched,
        Function<StoredResource, Report> explainer,
        StoredResource resource)
        throws InterruptedException {
      return watched.answer(() -> explainer.apply(resource));
    }

    /** A document for each change: an array would never be complete. */
    private void show(Report report, Map<String, Object> tree, ItemWriter<Report> lines) {
      switch (format) {
        case json -> Json.print(tree, out);
        case yaml -> {
          out.println("---");
          Yaml.print(tree, out);
        }
        default -> lines.add(report);
      }
    }
  }
}
