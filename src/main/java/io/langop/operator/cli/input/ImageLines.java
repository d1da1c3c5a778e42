package io.langop.operator.cli.input;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Images on standard input: one a line, with comments as in the allowlist; or manifests, which
 * cannot be taken for such lines.
 */
final class ImageLines {

  private static final int LOOK_AHEAD = 65_536;
  private static final Set<String> MANIFEST_KEYS =
      Set.of("apiVersion", "kind", "metadata", "items", "spec", "data", "status");

  private ImageLines() {}

  /** Passes on every image as soon as it is read. */
  static void read(InputStream in, Consumer<NamedImage> images) throws IOException {
    BoundedLines lines = new BoundedLines(in);
    for (String line; (line = lines.next()) != null; ) {
      String image = withoutComment(line).strip();
      if (!image.isEmpty()) {
        images.accept(new NamedImage(image, null, null));
      }
    }
  }

  /** Whether the text that begins here is a manifest. Reads nothing for good. */
  static boolean isManifest(BufferedInputStream in) throws IOException {
    in.mark(LOOK_AHEAD);
    byte[] start = new byte[LOOK_AHEAD];
    // One read: a pipe gives what is there, and waiting for more would delay a person who types.
    int length = in.read(start, 0, start.length);
    in.reset();
    return new String(start, 0, Math.max(length, 0), StandardCharsets.UTF_8)
        .lines()
        .map(line -> withoutComment(line.replace("\uFEFF", "")).strip())
        .filter(line -> !line.isEmpty())
        .findFirst()
        .filter(ImageLines::beginsManifest)
        .isPresent();
  }

  private static boolean beginsManifest(String line) {
    if (line.startsWith("---") || line.startsWith("{") || line.startsWith("[{")) {
      return true;
    }
    if (line.equals("[") || line.startsWith("%YAML") || line.startsWith("- apiVersion:")) {
      return true;
    }
    int colon = line.indexOf(':');
    return colon > 0
        && MANIFEST_KEYS.contains(line.substring(0, colon).replace("\"", "").strip())
        && (colon == line.length() - 1 || line.charAt(colon + 1) == ' ');
  }

  private static String withoutComment(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '#'
          && (i == 0 || line.charAt(i - 1) == ' ' || line.charAt(i - 1) == '\t')) {
        return line.substring(0, i);
      }
    }
    return line;
  }

  /**
   * Lines of a text that may be endless and have endless lines. What exceeds the bound of a line is
   * passed over, and the line is then longer than any image reference can be.
   */
  private static final class BoundedLines {

    /** Far longer than the longest reference. */
    private static final int LONGEST_LINE = 16_384;

    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private final PushbackReader reader;
    private boolean started;

    BoundedLines(InputStream in) {
      reader =
          new PushbackReader(
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16));
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
}
