package io.langop.operator.leader;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Ends the process of a leader whose lease was not renewed in time. It has a thread of its own,
 * because the one that renews may be waiting for an answer, and it does not ask for an orderly end:
 * what is being done must stop now, since another replica is about to do it.
 */
final class RenewDeadline {

  private static final Logger LOG = Logger.getLogger(RenewDeadline.class);
  private static final int EXIT_CODE = 1;
  private static final long LOG_LIMIT_MILLIS = 500;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "leader-deadline");
            thread.setDaemon(true);
            return thread;
          });
  private ScheduledFuture<?> pending;

  /** Replaces the deadline by a later one, given as a value of {@link System#nanoTime}. */
  synchronized void set(long nanoTime) {
    clear();
    pending =
        timer.schedule(
            () -> end("the Lease could not be renewed in time"),
            nanoTime - System.nanoTime(),
            TimeUnit.NANOSECONDS);
  }

  /** There is nothing to end any more. */
  synchronized void clear() {
    if (pending != null) {
      pending.cancel(false);
    }
  }

  /**
   * Ends the process and does not return. The log gets a moment and no more: where nobody reads it,
   * writing to it never ends, and another replica is about to lead.
   */
  static void end(String why) {
    try {
      Thread log = new Thread(() -> log(why), "leader-deadline-log");
      log.setDaemon(true);
      log.start();
      log.join(LOG_LIMIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }

  private static void log(String why) {
    LOG.fatalf(
        "This replica may not lead any more: %s. Its process ends and is started again", why);
  }
}
