package io.langop.operator.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** A command that is about no single namespace, so that {@code -n} would promise what it lacks. */
public interface WithoutNamespace {

  /** What to use instead, as a sentence; empty if there is nothing. */
  default String insteadOfNamespace() {
    return "";
  }

  /** Refuses {@code -n} if the command that is called is such a one. */
  static void check(ParseResult parsed, GlobalOptions options) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine command = last.commandSpec().commandLine();
    if (options.namespace() != null
        && !last.isUsageHelpRequested()
        && command.getCommand() instanceof WithoutNamespace without) {
      throw new ParameterException(
          command,
          "'%s' is about no single namespace, so it takes no -n.%s"
              .formatted(last.commandSpec().qualifiedName(), without.insteadOfNamespace()));
    }
  }
}
