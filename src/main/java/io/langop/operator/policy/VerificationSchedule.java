package io.langop.operator.policy;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Verifies a ConfigMap again and again, each time after the pause that the last answer asks for.
 */
final class VerificationSchedule {

  private static final Logger LOG = Logger.getLogger(VerificationSchedule.class);

  private final Runnable verification;
  private final Supplier<Duration> pause;
  private final ScheduledExecutorService timer;
  private final String configMap;
  private ScheduledFuture<?> next;

  /**
   * @param pause how long to wait until the next verification
   * @param timer is this schedule's own
   * @param configMap its name for the log
   */
  VerificationSchedule(
      Runnable verification,
      Supplier<Duration> pause,
      ScheduledExecutorService timer,
      String configMap) {
    this.verification = verification;
    this.pause = pause;
    this.timer = timer;
    this.configMap = configMap;
  }

  /** In the place of the one that is due, which may be far away when a read was just refused. */
  void next() {
    long millis = pause.get().toMillis();
    synchronized (this) {
      if (next != null) {
        next.cancel(false);
      }
      unlessEnding(() -> next = timer.schedule(this::verify, millis, TimeUnit.MILLISECONDS));
    }
  }

  /** Besides the one that is due. */
  void now() {
    unlessEnding(() -> timer.execute(verification));
  }

  void stop() {
    timer.shutdownNow();
  }

  private void verify() {
    try {
      verification.run();
    } catch (RuntimeException e) {
      LOG.errorf(e, "ConfigMap %s could not be verified", configMap);
    } finally {
      next();
    }
  }

  private void unlessEnding(Runnable work) {
    try {
      work.run();
    } catch (RejectedExecutionException e) {
      LOG.debugf("The process is ending; ConfigMap %s is not read again", configMap);
    }
  }
}
