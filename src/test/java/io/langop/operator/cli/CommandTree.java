package io.langop.operator.cli;

import io.langop.operator.cli.command.WithoutNamespace;
import io.langop.operator.cli.session.Session;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** All commands, as the reference page and its tests need them. */
public final class CommandTree {

  private CommandTree() {}

  /** A section for each command, with its help as it is printed. */
  public static String markdown() {
    StringBuilder page = new StringBuilder("\n");
    for (CommandLine command : all()) {
      page.append("### ").append(command.getCommandSpec().qualifiedName()).append("\n\n```\n");
      page.append(command.getUsageMessage(Ansi.OFF).stripTrailing()).append("\n```\n\n");
    }
    return page.toString();
  }

  /** The names of commands whose help shows no example. */
  public static List<String> withoutExamples() {
    return all().stream()
        .map(CommandLine::getCommandSpec)
        .filter(spec -> spec.usageMessage().footer().length == 0)
        .map(CommandSpec::qualifiedName)
        .toList();
  }

  /** The names of commands that refuse a namespace, without that of the program. */
  static List<String> withoutNamespace() {
    return all().stream()
        .filter(command -> command.getCommand() instanceof WithoutNamespace)
        .map(command -> command.getCommandSpec().qualifiedName().replaceFirst("aictl ", ""))
        .toList();
  }

  private static List<CommandLine> all() {
    List<CommandLine> commands = new ArrayList<>();
    add(
        Aictl.commandLine(
            new Session(null, System.out, System.err, false, false, Map.of(), Clock.systemUTC())),
        commands);
    return commands;
  }

  private static void add(CommandLine command, List<CommandLine> commands) {
    commands.add(command);
    // A command is there once for each of its names.
    command.getSubcommands().values().stream().distinct().forEach(inner -> add(inner, commands));
  }
}
