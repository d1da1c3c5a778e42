package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.ResourceKind;
import picocli.CommandLine.Command;

/** {@code tool}: the state of tools. */
@Command(
    name = "tool",
    header = "State of your tools, and why",
    description = "A tool is a container image that agents call.",
    footer = {"  aictl tool status my-tool", "  aictl tool list -A"},
    subcommands = {ToolCommand.Status.class, ToolCommand.Listing.class})
public final class ToolCommand {

  /** {@code tool status}. */
  @Command(
      name = "status",
      header = "Show the state of a tool, the reason, and what to do next",
      description = {
        "Explains the tool from its status, so that it needs no other right than to read it.",
        "Exit code: 0 all is well or on its way, 1 something is denied or unhealthy, or there is no"
            + " such tool."
      },
      footer = {
        "  aictl tool status my-tool",
        "  aictl tool status my-tool -n demo --watch",
        "  aictl tool status my-tool -o json"
      })
  static final class Status extends StatusCommand {
    Status() {
      super(KindView.ofWorkloads(ResourceKind.TOOL));
    }
  }

  /** {@code tool list}. */
  @Command(
      name = "list",
      header = "List tools with their state",
      description = "Exit code: 0 all are well or on their way, 1 one is denied or unhealthy.",
      footer = {
        "  aictl tool list",
        "  aictl tool list -A -o wide",
        "  aictl tool list -A --watch"
      })
  static final class Listing extends ListCommand {
    Listing() {
      super(KindView.ofWorkloads(ResourceKind.TOOL));
    }
  }
}
