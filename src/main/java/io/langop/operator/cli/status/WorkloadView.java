package io.langop.operator.cli.status;

import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ResourceImages;
import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    return new WorkloadListing(namespaces);
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
    ResourceImages.of(resource).stream()
        .skip(1)
        .forEach(image -> lines.add("Image of a volume: " + image));
    lines.add("Running image: " + WorkloadListing.dash(resource.status("image")));
    lines.add("Ready pods: " + WorkloadListing.dash(resource.status("readyReplicas")));
    lines.add("Created: %s ago".formatted(Ages.of(resource.created(), Instant.now())));
    for (WorkloadCondition type : WorkloadCondition.values()) {
      StoredResource.Condition condition = resource.condition(type);
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
}
