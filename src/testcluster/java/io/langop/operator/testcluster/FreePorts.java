package io.langop.operator.testcluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports on the loopback address that nothing listens on.
 *
 * <p>They are drawn at random below the range that operating systems hand out for outgoing
 * connections, so that neither a client of the test nor a second run that starts at the same moment
 * is likely to take one before its owner listens, or while its owner is stopped in a fault test.
 * Test processes that run side by side draw from ranges that do not overlap.
 */
final class FreePorts {
  /** Set by the build: the number of this process among those that run tests side by side. */
  private static final String FORK = "test.fork";

  private static final int RANGES = 4;
  private static final int WIDTH = 4_000;
  private static final int FIRST =
      15_000 + Math.floorMod(Integer.getInteger(FORK, 0), RANGES) * WIDTH;
  private static final int END = FIRST + WIDTH;

  private FreePorts() {}

  static int one() {
    return several(1).get(0);
  }

  static List<Integer> several(int count) {
    List<Integer> ports = new ArrayList<>();
    for (int attempts = 0; attempts < 1_000 && ports.size() < count; attempts++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (!ports.contains(port) && isFree(port)) {
        ports.add(port);
      }
    }
    if (ports.size() < count) {
      throw new ClusterException(
          "No free TCP ports were found between %d and %d".formatted(FIRST, END));
    }
    return ports;
  }

  /** Whether a server could listen there now. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
