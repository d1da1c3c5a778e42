package io.langop.operator.cli.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a stream is a terminal. Java itself tells only of all streams together; the launcher
 * knows of each.
 */
final class TerminalDetection {

  /** Set by the launcher to the numbers of the streams that are terminals. */
  private static final String TERMINALS = "aictl.terminals";

  private TerminalDetection() {}

  static boolean isTerminal(int descriptor) {
    String known = System.getProperty(TERMINALS);
    if (known != null) {
      return known.contains(Integer.toString(descriptor));
    }
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return System.console() != null;
    }
  }
}
