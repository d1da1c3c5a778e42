package io.langop.operator.cli;

import io.langop.operator.cli.command.WithoutNamespace;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How all helps look. */
final class HelpLayout {

  private static final int WIDTH = 100;

  private static final String MORE =
      "%nMore options that every command has: aictl --help%n".formatted();

  private HelpLayout() {}

  static void apply(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.width(WIDTH);
    usage.sortOptions(false);
    usage.abbreviateSynopsis(true);
    usage.synopsisHeading("%nUsage: ");
    usage.descriptionHeading("%n");
    usage.parameterListHeading("%nArguments:%n");
    usage.optionListHeading("%nOptions:%n");
    usage.commandListHeading("%nCommands:%n");
    usage.footerHeading("%nExamples:%n");
    if (command.getParent() != null) {
      usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> ownOptions(help));
    }
    command.setColorScheme(Help.defaultColorScheme(Ansi.OFF));
    command.setUsageHelpAutoWidth(false);
    command.getSubcommands().values().forEach(HelpLayout::apply);
  }

  /** Without those that few need: the help of aictl itself has them. */
  private static String ownOptions(Help help) {
    return help.optionListExcludingGroups(
            help.commandSpec().options().stream()
                .filter(option -> !isRare(option) && !isRefused(option, help.commandSpec()))
                .toList())
        + MORE;
  }

  private static boolean isRefused(OptionSpec option, CommandSpec command) {
    return option.longestName().equals("--namespace")
        && command.userObject() instanceof WithoutNamespace;
  }

  private static boolean isRare(OptionSpec option) {
    return option.longestName().startsWith("--allowlist-")
        || option.longestName().startsWith("--catalog-")
        || option.longestName().startsWith("--as")
        || option.longestName().equals("--request-timeout");
  }
}
