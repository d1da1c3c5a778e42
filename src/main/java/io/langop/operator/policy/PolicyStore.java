package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.langop.operator.leader.Leadership;
import io.langop.operator.retry.Retries;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * Holds the current snapshot of one ConfigMap and has the subscribers told of each change. What the
 * watch brings and what is read directly arrive in any order; the resource version decides which is
 * newer, so that a late event of the watch never brings back an older list.
 *
 * @param <S> the snapshots
 */
final class PolicyStore<S extends PolicySnapshot<?>> {

  private static final Logger LOG = Logger.getLogger(PolicyStore.class);

  private final Snapshots<S> snapshots;
  private final Clock clock;
  private final Consumer<Optional<Instant>> endTimer;
  private final Subscriptions<S> subscriptions;

  private volatile S current;
  private S lastRead;
  private Optional<ConfigMap> configMap = Optional.empty();
  private long version;
  private long acceptedNanos;
  private boolean untrusted;

  /**
   * @param clock tells when a snapshot ends by itself
   * @param endTimer is told of each snapshot's end, and calls {@link #current} then
   */
  PolicyStore(
      Snapshots<S> snapshots,
      PropagationTimer propagation,
      Leadership leadership,
      Retries retries,
      Clock clock,
      Consumer<Optional<Instant>> endTimer) {
    this.snapshots = snapshots;
    this.clock = clock;
    this.endTimer = endTimer;
    this.subscriptions =
        new Subscriptions<>(
            () -> current,
            propagation,
            leadership,
            () -> retries.later("Passing on a change of a policy", this::deliverAgain));
    this.current = snapshots.initial();
    this.lastRead = current;
  }

  /** The snapshot to decide by. Read it once for each decision. */
  S current() {
    S known = current;
    return known.holdsAt(clock) ? known : renewed();
  }

  private synchronized S renewed() {
    if (!current.holdsAt(clock)) {
      S before = current;
      long seenNanos = System.nanoTime();
      replace(snapshots.renewed(before, before.revision() + 1));
      List<Affected> affected = subscriptions.deliver(seenNanos);
      tell(() -> snapshots.reportEnd(before, current, configMap, affected));
      lastRead = current;
    }
    return current;
  }

  /**
   * Takes what the watch says.
   *
   * @return false when only a direct read can tell whether it holds: it may be older than what is
   *     known, or the last direct read was refused
   */
  synchronized boolean watched(Reading.Answer answer) {
    boolean newer = current.revision() == 0 || answer.version() > version;
    if (newer && !untrusted) {
      accept(answer, System.nanoTime());
      return true;
    }
    return !untrusted
        && snapshots.sameContent(current, snapshots.read(answer.configMap(), current.revision()));
  }

  /**
   * Takes what a direct read says. A read never tells less than what was known when it was asked
   * for. If its version is lower all the same, the cluster was restored from a backup, and the read
   * is right.
   *
   * @param askedNanos when it was asked for, as {@link System#nanoTime}
   */
  synchronized void proved(Reading.Answer answer, long askedNanos) {
    boolean overtaken = answer.version() < version && askedNanos - acceptedNanos < 0;
    if (untrusted || !overtaken) {
      accept(answer, askedNanos);
    }
  }

  /**
   * Nothing is allowed from now on, until a direct read succeeds.
   *
   * @param why see {@link Snapshots#unavailable}
   */
  synchronized void unavailable(String why) {
    untrusted = true;
    swap(Optional.empty(), revision -> snapshots.unavailable(why, revision), false);
  }

  /** Tells {@code subscriber} of every change from now on. */
  synchronized void subscribe(PolicySubscriber<S> subscriber) {
    subscriptions.add(subscriber, current);
  }

  /** Ends a subscription. */
  void unsubscribe(PolicySubscriber<S> subscriber) {
    subscriptions.remove(subscriber);
  }

  private void accept(Reading.Answer answer, long nanos) {
    untrusted = false;
    version = answer.version();
    acceptedNanos = nanos;
    swap(answer.configMap(), revision -> snapshots.read(answer.configMap(), revision), true);
  }

  private void swap(Optional<ConfigMap> configMap, LongFunction<S> reading, boolean wasRead) {
    S before = current;
    long seenNanos = System.nanoTime();
    S after = reading.apply(before.revision() + 1);
    if (before.revision() > 0 && snapshots.sameContent(before, after)) {
      current();
      return;
    }
    replace(after);
    List<Affected> affected = subscriptions.deliver(seenNanos);
    tell(() -> snapshots.report(lastRead, after, configMap, affected));
    if (wasRead) {
      lastRead = after;
      this.configMap = configMap;
    }
  }

  private void replace(S after) {
    current = after;
    endTimer.accept(after.nextEnd());
  }

  /** What is in force does not depend on who is told. */
  private static void tell(Runnable report) {
    try {
      report.run();
    } catch (RuntimeException e) {
      LOG.error("A change of a policy could not be reported", e);
    }
  }

  private synchronized void deliverAgain() {
    subscriptions.deliverAgain();
  }
}
