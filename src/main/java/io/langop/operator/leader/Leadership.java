package io.langop.operator.leader;

import io.langop.operator.config.OperatorConfig;
import io.langop.operator.retry.Retries;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Whether this process may act, and the one gate that everything passes that acts. A replica on
 * standby watches and knows all that the leader knows, but nothing gets through its gate.
 */
@Singleton
public final class Leadership {

  private static final long FOREVER = Long.MAX_VALUE / 4;

  private final Retries retries;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private boolean leading;
  private boolean resigned;
  private long actsUntil;
  private int acting;

  @Inject
  Leadership(OperatorConfig config, Retries retries) {
    this(!config.leaderElection().enabled(), retries);
  }

  /**
   * @param alone there is no other replica, so this one leads from the start and for ever
   */
  public Leadership(boolean alone, Retries retries) {
    this.retries = retries;
    leading = alone;
    actsUntil = System.nanoTime() + FOREVER;
  }

  /** True while this process may act. */
  public synchronized boolean isLeader() {
    return leading && System.nanoTime() - actsUntil < 0;
  }

  /**
   * Does {@code work} if this process leads; a stop and a successor wait until it is done.
   *
   * @param otherwise what is returned on standby
   */
  public <T> T ifLeading(Supplier<T> work, Supplier<T> otherwise) {
    if (!enter()) {
      return otherwise.get();
    }
    try {
      return work.get();
    } finally {
      leave();
    }
  }

  /**
   * Calls {@code listener} when this process begins to lead. A process that leads already does not
   * call it, because it has missed nothing.
   */
  public void onTakeOver(Runnable listener) {
    listeners.add(listener);
  }

  /** Ends what {@link #onTakeOver} began. */
  public void removeListener(Runnable listener) {
    listeners.remove(listener);
  }

  /**
   * This process leads from now on, until {@code nanoTime} unless it is {@link #renewed}.
   *
   * @return false when it has resigned meanwhile
   */
  boolean lead(long nanoTime) {
    synchronized (this) {
      if (resigned) {
        return false;
      }
      actsUntil = nanoTime;
      leading = true;
    }
    listeners.forEach(listener -> retries.run("Taking over", listener));
    return true;
  }

  /** A leader may act until {@code nanoTime} of {@link System#nanoTime}. */
  synchronized void renewed(long nanoTime) {
    actsUntil = nanoTime;
  }

  /**
   * Closes the gate for good and waits for what is being done.
   *
   * @return true when nothing is being done any more, so that another process may begin
   */
  synchronized boolean resign(Duration limit) {
    leading = false;
    resigned = true;
    long end = System.nanoTime() + limit.toNanos();
    try {
      for (long left; acting > 0 && (left = end - System.nanoTime()) > 0; ) {
        wait(Math.max(1, Duration.ofNanos(left).toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return acting == 0;
  }

  private synchronized boolean enter() {
    if (!isLeader()) {
      return false;
    }
    acting++;
    return true;
  }

  private synchronized void leave() {
    acting--;
    notifyAll();
  }
}
