package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.ResourceKind;
import picocli.CommandLine.Command;

/** {@code agent}: the state of agents. */
@Command(
    name = "agent",
    header = "State of your agents, and why",
    description = "An agent runs a container image and follows instructions.",
    footer = {"  aictl agent status my-agent", "  aictl agent list -A"},
    subcommands = {AgentCommand.Status.class, AgentCommand.Listing.class})
public final class AgentCommand {

  /** {@code agent status}. */
  @Command(
      name = "status",
      header = "Show the state of an agent, the reason, and what to do next",
      description = {
        "Explains the agent from its status, so that it needs no other right than to read it.",
        "Exit code: 0 all is well or on its way, 1 something is denied or unhealthy, or there is no"
            + " such agent."
      },
      footer = {
        "  aictl agent status my-agent",
        "  aictl agent status my-agent -n demo --watch",
        "  aictl agent status my-agent -o json"
      })
  static final class Status extends StatusCommand {
    Status() {
      super(KindView.ofWorkloads(ResourceKind.AGENT));
    }
  }

  /** {@code agent list}. */
  @Command(
      name = "list",
      header = "List agents with their state",
      description = "Exit code: 0 all are well or on their way, 1 one is denied or unhealthy.",
      footer = {
        "  aictl agent list",
        "  aictl agent list -A -o wide",
        "  aictl agent list -A --watch"
      })
  static final class Listing extends ListCommand {
    Listing() {
      super(KindView.ofWorkloads(ResourceKind.AGENT));
    }
  }
}
