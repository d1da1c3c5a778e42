package io.langop.operator.policy;

import io.langop.operator.leader.Leadership;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Who is told of the changes of one ConfigMap. A subscriber that fails is told again later and
 * holds up nobody. Changes are to be delivered one after the other.
 *
 * @param <S> the snapshots
 */
final class Subscriptions<S extends PolicySnapshot<?>> {

  private static final Logger LOG = Logger.getLogger(Subscriptions.class);

  private final Supplier<S> current;
  private final PropagationTimer propagation;
  private final Leadership leadership;
  private final Runnable retry;
  private final List<Subscription<S>> all = new CopyOnWriteArrayList<>();
  private boolean retryPending;

  /**
   * @param current the snapshot that is in force at the moment of the call
   * @param retry has {@link #deliverAgain} called later
   */
  Subscriptions(
      Supplier<S> current, PropagationTimer propagation, Leadership leadership, Runnable retry) {
    this.current = current;
    this.propagation = propagation;
    this.leadership = leadership;
    this.retry = retry;
  }

  /**
   * @param told the snapshot that the subscriber knows
   */
  void add(PolicySubscriber<S> subscriber, S told) {
    all.add(new Subscription<>(subscriber, told));
  }

  void remove(PolicySubscriber<S> subscriber) {
    all.removeIf(subscription -> subscription.subscriber == subscriber);
  }

  /**
   * Tells everybody who does not know the current snapshot yet.
   *
   * @param seenNanos when the change was seen, as {@link System#nanoTime}
   * @return what the change affects
   */
  List<Affected> deliver(long seenNanos) {
    List<Affected> affected = new ArrayList<>();
    List<Runnable> wakes = new ArrayList<>();
    for (Subscription<S> subscription : all) {
      if (subscription.told == current.get()) {
        continue;
      }
      try {
        Affected those = subscription.subscriber.affected(subscription.told, current.get());
        affected.add(those);
        wakes.add(() -> wake(subscription, those));
      } catch (RuntimeException e) {
        again(e);
      }
    }
    // On standby nobody is woken: the process that takes over wakes all, and decides by what is
    // current then.
    if (leadership.isLeader() && current.get().revision() > 1) { // the first read is no edit
      measure(seenNanos, affected);
    }
    wakes.forEach(Runnable::run);
    return affected;
  }

  void deliverAgain() {
    retryPending = false;
    deliver(System.nanoTime());
  }

  private void measure(long seenNanos, List<Affected> affected) {
    try {
      propagation.edited(current.get().revision(), seenNanos, affected);
    } catch (RuntimeException e) { // a measurement must not keep anybody from being woken
      LOG.error("The propagation of an edit could not be measured", e);
    }
  }

  private void wake(Subscription<S> subscription, Affected affected) {
    try {
      if (leadership.isLeader()) {
        affected.wake();
      }
      subscription.told = current.get();
    } catch (RuntimeException e) {
      again(e);
    }
  }

  private void again(RuntimeException e) {
    LOG.error("A change of a policy could not be passed on; it is tried again", e);
    if (!retryPending) {
      retryPending = true;
      retry.run();
    }
  }

  /** A subscriber, and the snapshot that it was told of last. */
  private static final class Subscription<S> {

    private final PolicySubscriber<S> subscriber;
    private S told;

    Subscription(PolicySubscriber<S> subscriber, S told) {
      this.subscriber = subscriber;
      this.told = told;
    }
  }
}
