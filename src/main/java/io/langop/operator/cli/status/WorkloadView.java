package io.langop.operator.cli.status;

import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.cluster.StoredResource.Condition;
import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How agents and tools are shown. */
record WorkloadView(ResourceKind kind) implements KindView {

  @Override
  public Function<StoredResource, Report> explainer(Cluster cluster, GlobalOptions options) {
    var list = cluster.readableAllowlist(options.allowlist());
    return resource ->
        new WorkloadExplainer(options.allowlist(), list, Instant.now()).explain(resource);
  }

  @Override
  public Listing<Report> listing(boolean namespaces) {
    return new Shown(namespaces);
  }

  @Override
  public List<String> appendix(Report report, boolean wide, Style style) {
    if (!wide) {
      return List.of();
    }
    StoredResource resource = report.resource();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Namespace: " + resource.namespace());
    lines.add("Image: " + resource.spec("image"));
    resource.images().stream().skip(1).forEach(image -> lines.add("Image of a volume: " + image));
    lines.add("Running image: " + Listing.dash(resource.status("image")));
    lines.add("Ready pods: " + Listing.dash(resource.status("readyReplicas")));
    lines.add("Created: %s ago".formatted(Ages.of(resource.created(), Instant.now())));
    for (WorkloadCondition type : WorkloadCondition.values()) {
      Condition condition = resource.condition(type);
      if (condition.exists()) {
        lines.add(
            "%s: %s, %s, for %s"
                .formatted(
                    type,
                    condition.status(),
                    condition.reason(),
                    Ages.of(condition.since(), Instant.now())));
      }
    }
    return lines;
  }

  /**
   * How agents and tools are listed.
   *
   * @param namespaces whether resources of several namespaces are shown
   */
  record Shown(boolean namespaces) implements Listing<Report> {

    @Override
    public List<Column<Report>> columns() {
      List<Column<Report>> columns = new ArrayList<>();
      if (namespaces) {
        columns.add(Column.of("NAMESPACE", row -> row.resource().namespace()));
      }
      columns.add(Column.of("NAME", row -> row.resource().name()));
      columns.add(Column.of("STATE", Report::state, Report::level));
      columns.add(Column.of("PHASE", Report::phase));
      columns.add(Column.of("IMAGE", row -> row.resource().spec("image")));
      columns.add(Column.of("AGE", row -> Ages.of(row.resource().created(), Instant.now())));
      columns.add(
          Column.wide("READY", row -> Listing.dash(row.resource().status("readyReplicas"))));
      columns.add(
          Column.wide("RUNNING IMAGE", row -> Listing.dash(row.resource().status("image"))));
      columns.add(
          Column.wide(
              "REASON",
              row ->
                  Listing.dash(
                      row.resource().condition(WorkloadCondition.ImageValidated).reason())));
      columns.add(
          Column.wide(
              "SINCE",
              row ->
                  Ages.of(
                      row.resource().condition(WorkloadCondition.ImageValidated).since(),
                      Instant.now())));
      return columns;
    }

    @Override
    public Map<String, Object> tree(Report item) {
      StoredResource resource = item.resource();
      Map<String, Object> tree = item.tree();
      tree.put("image", resource.spec("image"));
      tree.put("runningImage", Listing.absent(resource.status("image")));
      tree.put("readyReplicas", Listing.number(resource.status("readyReplicas")));
      tree.put("endpoint", Listing.absent(resource.status("endpoint")));
      tree.put("created", Listing.absent(resource.created()));
      tree.put("summary", item.headline());
      tree.put("details", item.details());
      tree.put("next", item.nextCommands());
      tree.put("imageValidated", condition(resource.condition(WorkloadCondition.ImageValidated)));
      tree.put("ready", condition(resource.condition(WorkloadCondition.Ready)));
      return tree;
    }

    private static Map<String, Object> condition(Condition condition) {
      if (!condition.exists()) {
        return null;
      }
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("status", condition.status());
      tree.put("reason", condition.reason());
      tree.put("message", condition.message());
      tree.put("since", Listing.absent(condition.since()));
      return tree;
    }

    @Override
    public String name(Report item) {
      return item.name();
    }
  }
}
