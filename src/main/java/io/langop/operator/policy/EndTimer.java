package io.langop.operator.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Has a snapshot looked at when it ends by itself. There is one timer, for the next end. It runs by
 * the time that passes and not by the clock, so whoever is called has to look at the clock.
 */
final class EndTimer implements Consumer<Optional<Instant>> {

  private static final Logger LOG = Logger.getLogger(EndTimer.class);
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  private final BiFunction<Runnable, Duration, Future<?>> timer;
  private final Clock clock;
  private final Runnable look;
  private Instant end;
  private Future<?> pending;

  /**
   * @param timer runs a task after a pause; throws {@link RejectedExecutionException} when the
   *     process is ending
   * @param look is called when the end has come
   */
  EndTimer(BiFunction<Runnable, Duration, Future<?>> timer, Clock clock, Runnable look) {
    this.timer = timer;
    this.clock = clock;
    this.look = look;
  }

  /** Takes the place of the end that was awaited before. */
  @Override
  public synchronized void accept(Optional<Instant> next) {
    end = next.orElse(null);
    schedule(SHORTEST);
  }

  private void schedule(Duration shortest) {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
    if (end == null) {
      return;
    }
    Duration pause = Duration.between(clock.instant(), end);
    pause = pause.compareTo(shortest) < 0 ? shortest : pause;
    pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    try {
      pending = timer.apply(this::ring, pause);
    } catch (RejectedExecutionException e) {
      LOG.debug("The process is ending; no end of an entry is awaited any more");
    }
  }

  private void ring() {
    Instant awaited;
    synchronized (this) {
      awaited = end;
    }
    Duration pause = AFTER_FAILURE;
    try {
      look.run();
      pause = SHORTEST;
    } catch (RuntimeException e) {
      LOG.error("An entry that ends could not be taken out; it is tried again", e);
    } finally {
      again(awaited, pause);
    }
  }

  /** The clock has not come as far as the end that was awaited, or the look at it failed. */
  private synchronized void again(Instant awaited, Duration pause) {
    if (end != null && end.equals(awaited)) {
      schedule(pause);
    }
  }
}
