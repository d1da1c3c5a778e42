package io.langop.operator.cli;

import io.langop.operator.cli.output.Visible;
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
    String message = Visible.message(e.getMessage());
    String next = "See '" + command.getCommandSpec().qualifiedName() + " --help'.";
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        next = "Did you mean '" + Visible.value(suggestions.get(0)) + "'? " + next;
      }
    }
    session.note("aictl: " + message + (message.endsWith(".") ? " " : ". ") + next);
    return ExitCode.USAGE;
  }
}
