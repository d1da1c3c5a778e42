package io.langop.operator.cli.images;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.command.WithoutNamespace;
import io.langop.operator.cli.edit.ConfigMapEdit;
import io.langop.operator.cli.edit.EditOptions;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code images settings unset}: a tool has no settings any more. */
@Command(
    name = "unset",
    header = "Remove the settings of a tool",
    description = {
      "The tool then has no rights of its own, and no bounds: it may be used in every namespace. It"
          + " shows the difference and asks. Runs that have begun keep their settings.",
      "Exit code: 0 done, 1 there are no such settings or you said no, 2 nobody could be asked."
    },
    footer = {"  aictl images settings unset aperf", "  aictl images settings unset aperf --yes"})
public final class SettingsUnsetCommand extends LeafCommand implements WithoutNamespace {

  @Parameters(paramLabel = "TOOL", arity = "1", description = "Tool that has settings")
  private String tool;

  @Mixin private EditOptions options;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    String name = CatalogEdit.checkedTool(tool);
    SettingsEdit edit = new SettingsEdit(global().settings(), Optional.empty());
    try (Cluster cluster = Clusters.connect(global(), session())) {
      return new ConfigMapEdit(
              session(), cluster, global().settings(), name, options, output.format())
          .run(stored -> edit.unset(stored, name));
    }
  }
}
