package io.langop.operator.cli.images;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.command.WithoutNamespace;
import io.langop.operator.cli.edit.EditingCommand;
import io.langop.operator.cli.session.ExitCode;
import io.langop.operator.cli.session.Failure;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code images}: the catalog. */
@Command(
    name = "images",
    aliases = "catalog",
    header = "The image catalog: which image the tool of a PowerTool stands for",
    description =
        "The catalog is a ConfigMap that only administrators can read and change. The settings of"
            + " its tools are in another one beside it.",
    footer = {
      "  aictl images list",
      "  aictl images set aperf registry.example.com/aperf:v1.0.0",
      "  aictl images settings set aperf --capability SYS_PTRACE --user 0"
    },
    subcommands = {
      ImagesCommand.Listing.class,
      ImagesCommand.Set.class,
      ImagesCommand.Remove.class,
      SettingsCommand.class
    })
public final class ImagesCommand {

  /** {@code images list}: the catalog. */
  @Command(
      name = "list",
      header = "Show the catalog: which image each tool stands for",
      description =
          "Each tool comes with its image, the number of PowerTools in all namespaces that name it,"
              + " its settings, and why it cannot run, if it cannot. -o yaml shows the settings in"
              + " full.",
      footer = {"  aictl images list", "  aictl images list -o yaml"})
  static final class Listing extends LeafCommand implements WithoutNamespace {

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

  /** {@code images set}: a tool stands for an image. */
  @Command(
      name = "set",
      header = "Add a tool to the catalog, or change its image",
      description = {
        "Shows the old and the new image and which PowerTools would start, and asks. It writes only"
            + " if nobody else has written since it read; the other tools stay as they are. Runs"
            + " that have begun keep their image. The ConfigMap is created if it is absent.",
        "Exit code: 0 done or nothing to do, 1 you said no, 2 name or image cannot be one, or"
            + " nobody could be asked."
      },
      footer = {
        "  aictl images set aperf registry.example.com/aperf:v1.0.0",
        "  aictl images set aperf registry.example.com/aperf:v1.1.0 --dry-run"
      })
  static final class Set extends EditingCommand {

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

  /** {@code images remove}: a tool stands for nothing any more. */
  @Command(
      name = "remove",
      header = "Remove a tool from the catalog",
      description = {
        "Runs that have begun continue; later ones that name the tool cannot start. It asks first,"
            + " and writes only if nobody else has written since it read.",
        "Exit code: 0 done, 1 there is no such tool or you said no, 2 nobody could be asked."
      },
      footer = {"  aictl images remove aperf-dev", "  aictl images remove aperf-dev --yes"})
  static final class Remove extends EditingCommand {

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
}
