package io.langop.operator.cli.images;

import picocli.CommandLine.Command;

/** {@code images}: the catalog. */
@Command(
    name = "images",
    aliases = "catalog",
    header = "The image catalog: which image the tool of a PowerTool stands for",
    description =
        "The catalog is a ConfigMap that only administrators can read and change. The settings of its"
            + " tools are in another one beside it.",
    footer = {
      "  aictl images list",
      "  aictl images set aperf registry.example.com/aperf:v1.0.0",
      "  aictl images settings set aperf --capability SYS_PTRACE --user 0"
    },
    subcommands = {
      ImagesListCommand.class,
      SetCommand.class,
      ImagesRemoveCommand.class,
      SettingsCommand.class
    })
public final class ImagesCommand {}
