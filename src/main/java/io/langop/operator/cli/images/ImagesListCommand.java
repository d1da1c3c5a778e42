package io.langop.operator.cli.images;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.command.WithoutNamespace;
import io.langop.operator.cli.session.ExitCode;
import io.langop.operator.cli.session.Failure;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code images list}: the catalog. */
@Command(
    name = "list",
    header = "Show the catalog: which image each tool stands for",
    description =
        "Each tool comes with its image, the number of PowerTools in all namespaces that name it, its"
            + " settings, and why it cannot run, if it cannot. -o yaml shows the settings in full.",
    footer = {"  aictl images list", "  aictl images list -o yaml"})
public final class ImagesListCommand extends LeafCommand implements WithoutNamespace {

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    try (Cluster cluster = Clusters.connect(global(), session())) {
      StoredMap stored = cluster.configMap(global().catalog());
      if (!stored.exists()) {
        throw Failure.negative(
            "%s does not exist, so no PowerTool can start. Create it with: aictl images set TOOL IMAGE"
                .formatted(global().catalog().shown()));
      }
      Optional<List<StoredResource>> powerTools =
          cluster.permittedList(ResourceKind.POWER_TOOL, true);
      Optional<StoredMap> settings = cluster.readableConfigMap(global().settings());
      print(
          CatalogEntry.of(stored.data(), settings.map(StoredMap::data), powerTools),
          new CatalogEntry.Entries(),
          output.format());
      if (stored.data().isEmpty()) {
        note("The catalog has no tool, so no PowerTool can start.");
      }
      return ExitCode.OK;
    }
  }
}
