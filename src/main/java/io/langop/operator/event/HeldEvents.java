package io.langop.operator.event;

import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a standby would tell if it led. The leader tells it, unless it has just ended: so the latest
 * events are kept for as long as its end can go unnoticed, and told by whoever takes over.
 */
final class HeldEvents {

  /** As many as the audit trail of one large edit needs, several times over. */
  private static final int MAX_EVENTS = 500;

  private record Held(Event event, long nanoTime) {}

  private final Deque<Held> events = new ArrayDeque<>();
  private final long keptNanos;
  private boolean released;

  /**
   * @param lease how long the end of a leader can go unnoticed
   */
  HeldEvents(Duration lease) {
    this.keptNanos = lease.multipliedBy(2).plusMinutes(1).toNanos();
  }

  /** False when there is no reason to hold the event back. */
  synchronized boolean hold(Event event) {
    if (released) {
      return false;
    }
    if (events.size() == MAX_EVENTS) {
      events.removeFirst();
    }
    events.addLast(new Held(event, System.nanoTime()));
    return true;
  }

  /** The events to be told now, in their order; none is held back from now on. */
  synchronized List<Event> release() {
    released = true;
    long now = System.nanoTime();
    List<Event> told = new ArrayList<>();
    for (Held held : events) {
      if (now - held.nanoTime() <= keptNanos) {
        told.add(held.event());
      }
    }
    events.clear();
    return told;
  }
}
