package io.langop.operator.cli.images;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.edit.EditingCommand;
import picocli.CommandLine.Command;
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
public final class ImagesRemoveCommand extends EditingCommand {

  @Parameters(paramLabel = "TOOL", arity = "1", description = "Tool of the catalog")
  private String tool;

  @Override
  public Integer call() {
    String name = CatalogEdit.checkedTool(tool);
    try (Cluster cluster = Clusters.connect(global(), session())) {
      CatalogEdit edit = CatalogEdit.of(cluster, global().catalog());
      return edit(cluster, global().catalog(), name, stored -> edit.remove(stored, name));
    }
  }
}
