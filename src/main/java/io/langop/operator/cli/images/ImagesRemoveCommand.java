package io.langop.operator.cli.images;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.command.WithoutNamespace;
import io.langop.operator.cli.edit.ConfigMapEdit;
import io.langop.operator.cli.edit.EditOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code images remove}: a tool stands for nothing any more. */
@Command(
    name = "remove",
    header = "Remove a tool from the catalog",
    description = {
      "Runs that have begun continue; later ones that name the tool cannot start. It asks first, and"
          + " writes only if nobody else has written since it read.",
      "Exit code: 0 done, 1 there is no such tool or you said no, 2 nobody could be asked."
    },
    footer = {"  aictl images remove aperf-dev", "  aictl images remove aperf-dev --yes"})
public final class ImagesRemoveCommand extends LeafCommand implements WithoutNamespace {

  @Parameters(paramLabel = "TOOL", arity = "1", description = "Tool of the catalog")
  private String tool;

  @Mixin private EditOptions options;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    String name = CatalogEdit.checkedTool(tool);
    try (Cluster cluster = Clusters.connect(global(), session())) {
      CatalogEdit edit =
          new CatalogEdit(
              global().catalog(),
              cluster.permittedList(ResourceKind.POWER_TOOL, true).orElse(null));
      return new ConfigMapEdit(
              session(), cluster, global().catalog(), name, options, output.format())
          .run(stored -> edit.remove(stored, name));
    }
  }
}
