package io.langop.operator.cli.registries;

import picocli.CommandLine.Command;

/** {@code registries}: the allowlist. */
@Command(
    name = "registries",
    aliases = "allowlist",
    header = "The allowlist: which registries images may come from",
    description =
        "The allowlist is a ConfigMap that administrators keep. These commands show it, test it and"
            + " change it.",
    footer = {"  aictl registries list", "  aictl registries check nginx"},
    subcommands = {
      RegistriesListCommand.class,
      CheckCommand.class,
      TestCommand.class,
      AuditCommand.class,
      AddCommand.class,
      RemoveCommand.class
    })
public final class RegistriesCommand {}
