package io.langop.operator.cli.images;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.edit.EditingCommand;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code images settings}: what the tools of the catalog may do, and where. */
@Command(
    name = "settings",
    header = "The settings of tools: what a profiler may do, where, and how long",
    description =
        "They are in a ConfigMap that only administrators can read and change. aictl images list"
            + " shows them, with -o yaml in full.",
    footer = {
      "  aictl images settings set aperf --capability SYS_PTRACE --capability PERFMON --user 0",
      "  aictl images settings unset aperf"
    },
    subcommands = {SettingsCommand.Set.class, SettingsCommand.Unset.class})
public final class SettingsCommand {

  /** {@code images settings set}: all settings of a tool. */
  @Command(
      name = "set",
      header = "Set what a tool may do, where, and how long",
      description = {
        "Replaces all settings of the tool: what is not given is not set. They are checked first, then"
            + " the difference is shown, and it asks. It writes only if nobody else has written since it"
            + " read. Runs that have begun keep their settings. The ConfigMap is created if it is absent.",
        "Exit code: 0 done or nothing to do, 1 you said no, 2 there is a mistake in the settings, or"
            + " nobody could be asked."
      },
      footer = {
        "  aictl images settings set aperf --capability SYS_PTRACE --capability PERFMON --user 0",
        "  aictl images settings set aperf --allow-namespace 'team-*' --max-duration 10m --dry-run",
        "  aictl images settings set aperf -f aperf-settings.yaml --yes"
      })
  static final class Set extends EditingCommand {

    @Parameters(index = "0", paramLabel = "TOOL", description = "Tool of the catalog")
    private String tool;

    @Mixin private SettingsArguments arguments;

    @Override
    public Integer call() {
      String name = CatalogEdit.checkedTool(tool);
      String text =
          SettingsEdit.checked(name, arguments.text(session().in()), arguments.areInAFile());
      try (Cluster cluster = Clusters.connect(global(), session())) {
        SettingsEdit edit =
            new SettingsEdit(global().settings(), cluster.readableConfigMap(global().catalog()));
        return edit(cluster, global().settings(), name, stored -> edit.set(stored, name, text));
      }
    }
  }

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
  static final class Unset extends EditingCommand {

    @Parameters(paramLabel = "TOOL", arity = "1", description = "Tool that has settings")
    private String tool;

    @Override
    public Integer call() {
      String name = CatalogEdit.checkedTool(tool);
      SettingsEdit edit = new SettingsEdit(global().settings(), Optional.empty());
      try (Cluster cluster = Clusters.connect(global(), session())) {
        return edit(cluster, global().settings(), name, stored -> edit.unset(stored, name));
      }
    }
  }
}
