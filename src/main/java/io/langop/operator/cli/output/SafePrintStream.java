package io.langop.operator.cli.output;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A print stream that does not go on when nobody reads any more, as after {@code | head -1}. Writes
 * UTF-8, as other Kubernetes tools do whatever the locale is.
 */
public final class SafePrintStream extends PrintStream {

  private static final int BUFFER = 1 << 16;

  public SafePrintStream(OutputStream target) {
    super(new BufferedOutputStream(target, BUFFER), false, StandardCharsets.UTF_8);
  }

  @Override
  protected void setError() {
    throw new Closed();
  }

  /** A line ends in the same way everywhere, so that outputs can be compared. */
  @Override
  public void println(String text) {
    print(text);
    print('\n');
  }

  @Override
  public void println() {
    print('\n');
  }

  /** Nobody reads what is written. */
  public static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Closed() {
      super("the output is closed", null, false, false);
    }
  }
}
