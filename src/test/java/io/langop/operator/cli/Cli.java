package io.langop.operator.cli;

import io.langop.operator.cli.output.SafePrintStream;
import io.langop.operator.cli.session.Session;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs commands within the test, with an input and variables of its own. */
public final class Cli {

  private final Map<String, String> environment = new LinkedHashMap<>();
  private byte[] input = new byte[0];
  private boolean terminal;
  private Clock clock = Clock.systemUTC();

  /** What a command left behind. */
  public record Result(int exitCode, String out, String err) {}

  /** No kubeconfig is found, wherever the test runs. */
  public Cli() {
    environment.put("HOME", "/nonexistent");
  }

  public Cli withInput(String text) {
    return withInput(text.getBytes(StandardCharsets.UTF_8));
  }

  public Cli withInput(byte[] bytes) {
    input = bytes.clone();
    return this;
  }

  public Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** As if it were that time. */
  public Cli at(Instant now) {
    clock = Clock.fixed(now, ZoneOffset.UTC);
    return this;
  }

  /** As if a person sat there. */
  public Cli onTerminal() {
    terminal = true;
    return this;
  }

  public Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            new ByteArrayInputStream(input),
            new SafePrintStream(out),
            new SafePrintStream(err),
            terminal,
            terminal,
            environment,
            clock);
    int exitCode = Aictl.run(session, arguments);
    session.out().flush();
    session.err().flush();
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
