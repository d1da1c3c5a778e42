package io.langop.operator.retry;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Brings something up to date, on a thread of its own. However often it is asked to meanwhile, it
 * is done once more; it is never lost, because what fails is tried again.
 */
public final class LatestOnly {

  private static final Logger LOG = Logger.getLogger(LatestOnly.class);

  private final String what;
  private final Retries retries;
  private final Runnable work;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final ExecutorService thread;

  /**
   * @param thread the name of the thread
   * @param what is done, for the log, for example "Writing the list"
   * @param work looks up what is current and brings the rest up to it
   */
  public LatestOnly(String thread, String what, Retries retries, Runnable work) {
    this.what = what;
    this.retries = retries;
    this.work = work;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread created = new Thread(task, thread);
              created.setDaemon(true);
              return created;
            });
  }

  /** Has the work done soon. */
  public void ask() {
    if (asked.compareAndSet(false, true)) {
      try {
        thread.execute(() -> retries.run(what, this::work));
      } catch (RejectedExecutionException e) {
        LOG.debugf("The process is ending. Not done any more: %s", what);
      }
    }
  }

  private void work() {
    asked.set(false);
    work.run();
  }

  /** Ends the thread. */
  public void stop() {
    thread.shutdownNow();
  }
}
