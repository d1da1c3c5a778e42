package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** How PowerTools are shown: with their targets. */
record PowerToolView() implements KindView {

  @Override
  public ResourceKind kind() {
    return ResourceKind.POWER_TOOL;
  }

  @Override
  public Function<StoredResource, Report> explainer(Cluster cluster, GlobalOptions options) {
    BooleanSupplier off = new Once(cluster::powerToolsAreOff);
    return resource -> new PowerToolExplainer(Instant.now(), off).explain(resource);
  }

  @Override
  public Listing<Report> listing(boolean namespaces) {
    return new Shown(namespaces);
  }

  @Override
  public List<String> appendix(Report report, boolean wide, Style style) {
    return RunPods.of(report.resource()).lines(wide, style);
  }

  @Override
  public boolean finished(StoredResource resource) {
    return !resource.status("completionTime").isEmpty() && !resource.outdated();
  }

  /** One question to the cluster for all resources, and none if no resource needs it. */
  private static final class Once implements BooleanSupplier {

    private final BooleanSupplier question;
    private Boolean answer;

    Once(BooleanSupplier question) {
      this.question = question;
    }

    @Override
    public boolean getAsBoolean() {
      if (answer == null) {
        answer = question.getAsBoolean();
      }
      return answer;
    }
  }

  /**
   * How PowerTools are listed.
   *
   * @param namespaces whether resources of several namespaces are shown
   */
  record Shown(boolean namespaces) implements Listing<Report> {

    private static final List<String> STATES =
        List.of("total", "pending", "running", "conflicted", "completed", "failed");

    @Override
    public List<Column<Report>> columns() {
      List<Column<Report>> columns = new ArrayList<>();
      if (namespaces) {
        columns.add(Column.of("NAMESPACE", row -> row.resource().namespace()));
      }
      columns.add(Column.of("NAME", row -> row.resource().name()));
      columns.add(Column.of("TOOL", row -> row.resource().spec("profiler", "tool")));
      columns.add(Column.of("STATE", Report::state, Report::level));
      columns.add(Column.of("TARGETS", row -> Listing.dash(row.resource().status("progress"))));
      columns.add(Column.of("AGE", row -> Ages.of(row.resource().created(), Instant.now())));
      columns.add(
          Column.wide("RUNNING", row -> Listing.dash(row.resource().status("counts", "running"))));
      columns.add(
          Column.wide("FAILED", row -> Listing.dash(row.resource().status("counts", "failed"))));
      columns.add(
          Column.wide("IMAGE", row -> Listing.dash(row.resource().status("resolvedImage"))));
      columns.add(Column.wide("SUMMARY", Report::headline));
      return columns;
    }

    @Override
    public Map<String, Object> tree(Report item) {
      StoredResource resource = item.resource();
      Map<String, Object> counts = new LinkedHashMap<>();
      STATES.forEach(
          state -> {
            Long count = Listing.number(resource.status("counts", state));
            counts.put(state, count == null ? 0L : count);
          });
      Map<String, Object> tree = item.tree();
      tree.put("tool", resource.spec("profiler", "tool"));
      tree.put("resolvedImage", Listing.absent(resource.status("resolvedImage")));
      tree.put("startTime", Listing.absent(resource.status("startTime")));
      tree.put("completionTime", Listing.absent(resource.status("completionTime")));
      tree.put("created", Listing.absent(resource.created()));
      tree.put("summary", item.headline());
      tree.put("details", item.details());
      tree.put("next", item.nextCommands());
      tree.put("counts", counts);
      tree.put("targets", RunPods.of(resource).trees());
      return tree;
    }

    @Override
    public String name(Report item) {
      return item.name();
    }
  }
}
