package io.langop.operator.cli.images;

import picocli.CommandLine.Command;

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
    subcommands = {SettingsSetCommand.class, SettingsUnsetCommand.class})
public final class SettingsCommand {}
