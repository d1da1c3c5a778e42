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
 * Standard streams that whoever started the program has closed, as {@code >&-} does. The next file
 * or connection that is opened would take the place of such a stream, and get what is printed.
 */
final class ClosedStreams {
  private static final Path STREAMS = Path.of("/proc/self/fd");
  private static final Path PROGRAM = Path.of("/proc/self/exe");
  private static final File NOTHING = new File("/dev/null");
  private static final List<AutoCloseable> KEPT = new ArrayList<>();

  private ClosedStreams() {}

  /** Puts {@code /dev/null} in the place of each. Before anything else is opened. */
  static void occupy() {
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
}
