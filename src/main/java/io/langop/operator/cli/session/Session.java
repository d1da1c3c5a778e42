package io.langop.operator.cli.session;

import io.langop.operator.cli.output.SafePrintStream;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * Where a command gets its input from and where its words go.
 *
 * @param inputIsTerminal whether a person types the input, who can be asked
 * @param outputIsTerminal whether a person reads the output, for whom there are colours
 * @param environment variables
 * @param clock tells by which moment the list is read
 */
public record Session(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean inputIsTerminal,
    boolean outputIsTerminal,
    Map<String, String> environment,
    Clock clock) {

  /** That of this process. */
  public static Session ofProcess() {
    StandardStreams.occupyClosed();
    return new Session(
        // Buffered, because the bare one asks a pipe for its length.
        new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16),
        new SafePrintStream(StandardStreams.output(FileDescriptor.out, 1)),
        new SafePrintStream(StandardStreams.output(FileDescriptor.err, 2)),
        StandardStreams.isTerminal(0),
        StandardStreams.isTerminal(1),
        System.getenv(),
        Clock.systemUTC());
  }

  /** Words beside the result: warnings, questions, progress. */
  public void note(String message) {
    out.flush();
    err.println(message);
    err.flush();
  }

  /** The moment that commands decide for. */
  public Instant now() {
    return clock.instant();
  }

  /** A variable; empty counts as absent. */
  public String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? null : value;
  }
}
