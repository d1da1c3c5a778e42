package io.langop.operator.cli;

import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.output.SafePrintStream;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import io.langop.operator.cli.session.Session;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says why a command failed; never a stack trace, unless it was asked for. */
record Errors(Session session, GlobalOptions options) implements IExecutionExceptionHandler {

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
