package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.cluster.WatchedResources;
import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.output.Format;
import io.langop.operator.cli.output.ItemWriter;
import io.langop.operator.cli.output.Json;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style;
import io.langop.operator.cli.output.Yaml;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Shows the resources of a kind, and then each that reads differently. */
record ListWatch(
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
      WatchedResources watched, Function<StoredResource, Report> explainer, StoredResource resource)
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
