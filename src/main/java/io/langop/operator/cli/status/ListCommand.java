package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.output.ItemWriter;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.ExitCode;
import java.util.Comparator;
import java.util.List;
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
        return new ListWatch(view, cluster, global(), output.format(), session().out(), style())
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
}
