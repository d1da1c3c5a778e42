package io.langop.operator.cli.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A print stream that does not go on when nobody reads any more, as after {@code | head -1}, and
 * does not lose output without a word, as on a full disk. Writes UTF-8, as other Kubernetes tools
 * do whatever the locale is.
 */
public final class SafePrintStream extends PrintStream {

  private static final int BUFFER = 1 << 16;

  public SafePrintStream(OutputStream target) {
    super(new BufferedOutputStream(new Loud(target), BUFFER), false, StandardCharsets.UTF_8);
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

  /** What is written can go nowhere. */
  public static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Closed(IOException cause) {
      super(String.valueOf(cause.getMessage()), cause, false, false);
    }

    /** Whether a reader has had enough, which is no error. */
    public boolean brokenPipe() {
      return getMessage().toLowerCase(Locale.ROOT).contains("broken pipe");
    }
  }

  /** Throws what a print stream would keep to itself. */
  private static final class Loud extends OutputStream {
    private final OutputStream target;

    Loud(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      try {
        target.write(bytes, offset, length);
      } catch (IOException e) {
        throw new Closed(e);
      }
    }

    @Override
    public void flush() {
      try {
        target.flush();
      } catch (IOException e) {
        throw new Closed(e);
      }
    }
  }
}
