package io.langop.operator.cli;

import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.command.WithoutNamespace;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Refuses {@code -n} where it means nothing. */
final class NamespaceRefusal {

  private NamespaceRefusal() {}

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
