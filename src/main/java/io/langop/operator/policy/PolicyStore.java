package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.langop.operator.leader.Leadership;
import io.langop.operator.retry.Retries;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * Holds the current snapshot of one ConfigMap and tells the subscribers of each change. What the
 * watch brings and what is read directly arrive in any order; the resource version decides which is
 * newer, so that a late event of the watch never brings back an older list.
 *
 * @param <S> the snapshots
 */
final class PolicyStore<S extends PolicySnapshot<?>> {

  private static final Logger LOG = Logger.getLogger(PolicyStore.class);

  private final Snapshots<S> snapshots;
  private final PropagationTimer propagation;
  private final Leadership leadership;
  private final Retries retries;
  private final Clock clock;
  private final Consumer<Optional<Instant>> endTimer;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  private volatile S current;
  private S lastRead;
  private Optional<ConfigMap> configMap = Optional.empty();
  private long version;
  private long acceptedNanos;
  private boolean untrusted;
  private boolean retryPending;

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
    this.propagation = propagation;
    this.leadership = leadership;
    this.retries = retries;
    this.clock = clock;
    this.endTimer = endTimer;
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
      List<Affected> affected = deliver(seenNanos);
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
    subscriptions.add(new Subscription(subscriber, current));
  }

  /** Ends a subscription. */
  void unsubscribe(PolicySubscriber<S> subscriber) {
    subscriptions.removeIf(subscription -> subscription.subscriber == subscriber);
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
    List<Affected> affected = deliver(seenNanos);
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

  /** A subscriber that fails is told again later and holds up nobody. */
  private List<Affected> deliver(long seenNanos) {
    List<Affected> all = new ArrayList<>();
    List<Runnable> wakes = new ArrayList<>();
    for (Subscription subscription : subscriptions) {
      if (subscription.told == current) {
        continue;
      }
      try {
        Affected affected = subscription.subscriber.affected(subscription.told, current);
        all.add(affected);
        wakes.add(() -> wake(subscription, affected));
      } catch (RuntimeException e) {
        again(e);
      }
    }
    // On standby nobody is woken: the process that takes over wakes all, and decides by what is
    // current then.
    if (leadership.isLeader() && current.revision() > 1) { // the first read is no edit
      measure(seenNanos, all);
    }
    wakes.forEach(Runnable::run);
    return all;
  }

  private void measure(long seenNanos, List<Affected> affected) {
    try {
      propagation.edited(current.revision(), seenNanos, affected);
    } catch (RuntimeException e) { // a measurement must not keep anybody from being woken
      LOG.error("The propagation of an edit could not be measured", e);
    }
  }

  private void wake(Subscription subscription, Affected affected) {
    try {
      if (leadership.isLeader()) {
        affected.wake();
      }
      subscription.told = current;
    } catch (RuntimeException e) {
      again(e);
    }
  }

  private void again(RuntimeException e) {
    LOG.error("A change of a policy could not be passed on; it is tried again", e);
    if (!retryPending) {
      retryPending = true;
      retries.later("Passing on a change of a policy", this::deliverAgain);
    }
  }

  private synchronized void deliverAgain() {
    retryPending = false;
    deliver(System.nanoTime());
  }

  /** A subscriber, and the snapshot that it was told of last. */
  private final class Subscription {

    private final PolicySubscriber<S> subscriber;
    private S told;

    Subscription(PolicySubscriber<S> subscriber, S told) {
      this.subscriber = subscriber;
      this.told = told;
    }
  }
}
