package io.langop.operator.cli;

import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.ExitCode;
import io.langop.operator.cli.session.Session;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, in one or two sentences. */
record UsageErrors(Session session) implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    boolean group = !command.getSubcommands().isEmpty();
    if (group && !(e instanceof UnmatchedArgumentException) && e.getArgSpec() == null) {
      session.note(command.getUsageMessage().stripTrailing());
      return ExitCode.USAGE;
    }
    String message = Visible.message(e.getMessage());
    String next = "See '" + command.getCommandSpec().qualifiedName() + " --help'.";
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      if (group && !first.startsWith("-")) {
        message =
            "There is no command '%s %s'"
                .formatted(command.getCommandSpec().qualifiedName(), Visible.value(first));
      }
      if (!group && !unmatched.isUnknownOption()) {
        message = "There is an argument too many: '%s'".formatted(Visible.value(first));
      }
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        next = "Did you mean '" + Visible.value(suggestions.get(0)) + "'? " + next;
      }
    }
    session.note("aictl: " + message + (message.endsWith(".") ? " " : ". ") + next);
    return ExitCode.USAGE;
  }
}
