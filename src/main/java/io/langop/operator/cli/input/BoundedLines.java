package io.langop.operator.cli.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * Lines of a text that may be endless and have endless lines. What exceeds the bound of a line is
 * passed over, and the line is then longer than any image reference can be.
 */
final class BoundedLines {

  /** Far longer than the longest reference. */
  static final int LONGEST_LINE = 16_384;

  private static final int BYTE_ORDER_MARK = '\uFEFF';

  private final PushbackReader reader;
  private boolean started;

  BoundedLines(InputStream in) {
    this(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16));
  }

  BoundedLines(Reader reader) {
    this.reader = new PushbackReader(reader);
  }

  /** The next line without its end; null after the last one. */
  String next() throws IOException {
    StringBuilder line = new StringBuilder(80);
    int c = reader.read();
    if (!started) {
      started = true;
      c = c == BYTE_ORDER_MARK ? reader.read() : c;
    }
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n' && c != '\r') {
      if (line.length() < LONGEST_LINE) {
        line.append((char) c);
      }
      c = reader.read();
    }
    if (c == '\r') {
      int following = reader.read();
      if (following >= 0 && following != '\n') {
        reader.unread(following);
      }
    }
    return line.toString();
  }
}
