package io.langop.operator.audit;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Does what has to do with reports, one thing after the other. */
final class ReportThread {

  private static final Logger LOG = Logger.getLogger(ReportThread.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread created = new Thread(work, "reports");
            created.setDaemon(true);
            return created;
          });

  /** Does it as soon as possible. */
  void soon(Runnable work) {
    later(work, Duration.ZERO);
  }

  /** Does it after a pause, or at once if that is negative. */
  void later(Runnable work, Duration pause) {
    try {
      thread.schedule(work, Math.max(0, pause.toNanos()), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The process is ending; no report is written any more");
    }
  }

  void stop() {
    thread.shutdownNow();
  }
}
