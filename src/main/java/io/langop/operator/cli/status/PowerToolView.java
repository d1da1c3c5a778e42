package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style;
import java.time.Instant;
import java.util.List;
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
    return new PowerToolListing(namespaces);
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
}
