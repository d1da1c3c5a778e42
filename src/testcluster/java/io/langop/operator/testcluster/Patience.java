package io.langop.operator.testcluster;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;

/**
 * How long to wait on this machine for what takes a known time on an idle one. A limit only decides
 * how late a failure is told, so a busy machine gets more of it.
 */
public final class Patience {
  private static final double MOST = 6;
  private static final OperatingSystemMXBean MACHINE = ManagementFactory.getOperatingSystemMXBean();

  private Patience() {}

  /** {@code idle} on an idle machine; more, by what else waits for each of its processors. */
  public static Duration of(Duration idle) {
    return of(idle, MACHINE.getSystemLoadAverage() / MACHINE.getAvailableProcessors());
  }

  /** The same, as the flags of kubectl and Helm take it. */
  public static String text(Duration idle) {
    return of(idle).toSeconds() + "s";
  }

  /**
   * @param load of each processor during the last minute; negative if the system does not tell
   */
  static Duration of(Duration idle, double load) {
    double factor = Math.min(MOST, 1 + Math.max(0, load));
    return Duration.ofMillis((long) (idle.toMillis() * factor));
  }
}
