package io.langop.operator.cli.pods;

import picocli.CommandLine.Command;

/** {@code pods}: what runs in the cluster, whoever made it. */
@Command(
    name = "pods",
    header = "What runs already, and whether the list allows it",
    description =
        "Pods of all kinds of workloads, not only of agents and tools. In namespaces with the label"
            + " langop.io/image-policy the list decides about each new one.",
    footer = {"  aictl pods audit", "  aictl pods audit -A"},
    subcommands = {PodsAuditCommand.class})
public final class PodsCommand {}
