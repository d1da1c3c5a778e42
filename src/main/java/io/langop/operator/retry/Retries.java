package io.langop.operator.retry;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/** Runs tasks that must not be lost: one that throws is logged and run again until it does not. */
@Singleton
public final class Retries {

  private static final Logger LOG = Logger.getLogger(Retries.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final BiConsumer<Runnable, Duration> timer;
  private final Runnable stop;

  @Inject
  Retries() {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread created = new Thread(work, "retries");
              created.setDaemon(true);
              return created;
            });
    timer = (task, pause) -> thread.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
    stop = thread::shutdownNow;
  }

  /**
   * @param timer runs a task after a pause
   */
  public Retries(BiConsumer<Runnable, Duration> timer) {
    this.timer = timer;
    this.stop = () -> {};
  }

  /** Runs {@code task} at once; if it throws, again after a second. */
  public void run(String what, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s failed; it is tried again", what);
      later(what, task);
    }
  }

  /** Runs {@code task} after a second, and again each time that it throws. */
  public void later(String what, Runnable task) {
    timer.accept(() -> run(what, task), PAUSE);
  }

  @PreDestroy
  void stop() {
    stop.run();
  }
}
