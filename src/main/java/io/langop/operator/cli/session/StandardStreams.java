package io.langop.operator.cli.session;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The standard streams of this process: which are terminals, and what takes the place of those that
 * are closed.
 */
final class StandardStreams {

  private static final Path STREAMS = Path.of("/proc/self/fd");
  private static final Path PROGRAM = Path.of("/proc/self/exe");
  private static final File NOTHING = new File("/dev/null");
  private static final List<AutoCloseable> KEPT = new ArrayList<>();

  /** Set by the launcher to the numbers of the streams that are terminals. */
  private static final String TERMINALS = "aictl.terminals";

  private StandardStreams() {}

  /**
   * Puts {@code /dev/null} in the place of each stream that whoever started the program has closed,
   * as {@code >&-} does. The next file or connection that is opened would take its place otherwise,
   * and get what is printed; so this comes before anything else is opened.
   */
  static void occupyClosed() {
    if (!new File("/dev/fd").isDirectory()) {
      return; // not a system where streams have such names
    }
    for (int descriptor = 0; descriptor <= 2; descriptor++) {
      if (!new File("/dev/fd/" + descriptor).exists()) {
        try {
          // The system takes the lowest number that is free.
          KEPT.add(descriptor == 0 ? new FileInputStream(NOTHING) : new FileOutputStream(NOTHING));
        } catch (IOException e) {
          return; // then writing says so
        }
      }
    }
  }

  /**
   * A standard stream to write to. Where two are closed, the second one has been taken by a native
   * executable for its own file before any of its code ran; what is written goes nowhere then, too.
   */
  static OutputStream output(FileDescriptor stream, int descriptor) {
    try {
      Path opened = Files.readSymbolicLink(STREAMS.resolve(Integer.toString(descriptor)));
      if (opened.equals(Files.readSymbolicLink(PROGRAM))) {
        return OutputStream.nullOutputStream();
      }
    } catch (IOException | UnsupportedOperationException e) {
      // No such names here, so nothing can be found out.
    }
    return new FileOutputStream(stream);
  }

  /**
   * Whether a stream is a terminal. Java itself tells only of all streams together; the launcher
   * knows of each.
   */
  static boolean isTerminal(int descriptor) {
    String known = System.getProperty(TERMINALS);
    if (known != null) {
      return known.contains(Integer.toString(descriptor));
    }
    try {
      String device =
          Files.readSymbolicLink(STREAMS.resolve(Integer.toString(descriptor))).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return System.console() != null;
    }
  }
}
