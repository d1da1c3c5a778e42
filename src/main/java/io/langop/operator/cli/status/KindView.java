package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style;
import java.util.List;
import java.util.function.Function;

/** What is particular to showing one kind of resource. */
public interface KindView {

  ResourceKind kind();

  /** What explains one resource; may look into the cluster once for all. */
  Function<StoredResource, Report> explainer(Cluster cluster, GlobalOptions options);

  /** How they are listed. */
  Listing<Report> listing(boolean namespaces);

  /** Further lines of a status. */
  default List<String> appendix(Report report, boolean wide, Style style) {
    return List.of();
  }

  /** Whether nothing will ever change about it. */
  default boolean finished(StoredResource resource) {
    return false;
  }

  /** That of agents and tools. */
  static KindView ofWorkloads(ResourceKind kind) {
    return new WorkloadView(kind);
  }

  /** That of PowerTools. */
  static KindView ofPowerTools() {
    return new PowerToolView();
  }
}
