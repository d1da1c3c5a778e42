package io.langop.operator.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Has a snapshot looked at when it ends by itself. There is one timer, for the next end. It runs by
 * the time that passes and not by the clock, so whoever is called has to look at the clock.
 */
final class EndTimer implements Consumer<Optional<Instant>> {

  private static final Logger LOG = Logger.getLogger(EndTimer.class);
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  private final ScheduledExecutorService executor;
  private final Clock clock;
  private final Runnable look;
  private Instant end;
  private ScheduledFuture<?> pending;

  EndTimer(ScheduledExecutorService executor, Clock clock, Runnable look) {
    this.executor = executor;
    this.clock = clock;
    this.look = look;
  }

  /** Takes the place of the end that was awaited before. */
  @Override
  public synchronized void accept(Optional<Instant> next) {
    end = next.orElse(null);
    schedule();
  }

  private void schedule() {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
    if (end == null) {
      return;
    }
    Duration pause = Duration.between(clock.instant(), end);
    pause = pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
    pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    try {
      pending = executor.schedule(this::ring, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The process is ending; no end of an entry is awaited any more");
    }
  }

  private void ring() {
    Instant awaited;
    synchronized (this) {
      awaited = end;
    }
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.error("An entry that ends could not be taken out; it is tried again", e);
    }
    synchronized (this) {
      if (end != null && end.equals(awaited)) { // the clock has not come that far
        schedule();
      }
    }
  }
}
