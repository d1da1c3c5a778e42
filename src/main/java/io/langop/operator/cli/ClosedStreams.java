package io.langop.operator.cli;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Standard streams that whoever started the program has closed, as {@code >&-} does. The next file
 * or connection that is opened would take the place of such a stream, and get what is printed.
 */
final class ClosedStreams {
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
}
