package io.langop.operator.cli.images;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.edit.EditingCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code images set}: a tool stands for an image. */
@Command(
    name = "set",
    header = "Add a tool to the catalog, or change its image",
    description = {
      "Shows the old and the new image and which PowerTools would start, and asks. It writes only if"
          + " nobody else has written since it read; the other tools stay as they are. Runs that have"
          + " begun keep their image. The ConfigMap is created if it is absent.",
      "Exit code: 0 done or nothing to do, 1 you said no, 2 name or image cannot be one, or nobody"
          + " could be asked."
    },
    footer = {
      "  aictl images set aperf registry.example.com/aperf:v1.0.0",
      "  aictl images set aperf registry.example.com/aperf:v1.1.0 --dry-run"
    })
public final class SetCommand extends EditingCommand {

  @Parameters(index = "0", paramLabel = "TOOL", description = "What PowerTools name")
  private String tool;

  @Parameters(index = "1", paramLabel = "IMAGE", description = "What it stands for")
  private String image;

  @Override
  public Integer call() {
    String name = CatalogEdit.checkedTool(tool);
    String checked = CatalogEdit.checkedImage(image);
    try (Cluster cluster = Clusters.connect(global(), session())) {
      CatalogEdit edit = CatalogEdit.of(cluster, global().catalog());
      return edit(cluster, global().catalog(), name, stored -> edit.set(stored, name, checked));
    }
  }
}
