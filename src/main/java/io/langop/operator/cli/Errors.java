package io.langop.operator.cli;

import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.output.SafePrintStream;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.ExitCode;
import io.langop.operator.cli.session.Failure;
import io.langop.operator.cli.session.Session;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says why a command failed, or what is wrong with a command line, in one or two sentences. */
record Errors(Session session, GlobalOptions options)
    implements IParameterExceptionHandler, IExecutionExceptionHandler {

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

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof SafePrintStream.Closed closed) {
      return Aictl.outputClosed(closed);
    }
    if (e instanceof UncheckedIOException && e.getCause() != null) {
      return report(e, Failure.cluster(Visible.message(e.getCause().getMessage()) + ".", e));
    }
    if (e instanceof Failure failure) {
      return report(e, failure);
    }
    return report(
        e,
        Failure.cluster(
            "Unexpected error: %s. This is a defect; --debug shows where it comes from."
                .formatted(Visible.message(String.valueOf(e))),
            e));
  }

  /** Never shows a stack trace, unless it was asked for. */
  private int report(Exception e, Failure failure) {
    session.note("aictl: " + failure.getMessage());
    if (options.debug()) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      session.note(trace.toString().stripTrailing());
    }
    return failure.exitCode();
  }
}
