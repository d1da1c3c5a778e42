package io.langop.operator.cli.status;

import picocli.CommandLine.Command;

/** {@code powertool}: the state of PowerTools. */
@Command(
    name = "powertool",
    header = "State of your PowerTools, and why",
    description = "A PowerTool runs a profiler in running pods.",
    footer = {"  aictl powertool status my-profiling", "  aictl powertool list -A"},
    subcommands = {PowerToolCommand.Status.class, PowerToolCommand.Listing.class})
public final class PowerToolCommand {

  /** {@code powertool status}. */
  @Command(
      name = "status",
      header = "Show the state of a PowerTool, the reason, and what to do next",
      description = {
        "Explains the PowerTool from its status, so that it needs no other right than to read it.",
        "Exit code: 0 all is well or on its way, 1 something is denied or unhealthy, or there is no"
            + " such PowerTool."
      },
      footer = {
        "  aictl powertool status my-profiling",
        "  aictl powertool status my-profiling -n demo --watch",
        "  aictl powertool status my-profiling -o json"
      })
  static final class Status extends StatusCommand {
    Status() {
      super(KindView.ofPowerTools());
    }
  }

  /** {@code powertool list}. */
  @Command(
      name = "list",
      header = "List PowerTools with their state",
      description = "Exit code: 0 all are well or on their way, 1 one is denied or unhealthy.",
      footer = {
        "  aictl powertool list",
        "  aictl powertool list -A -o wide",
        "  aictl powertool list -A --watch"
      })
  static final class Listing extends ListCommand {
    Listing() {
      super(KindView.ofPowerTools());
    }
  }
}
