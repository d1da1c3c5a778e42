package io.langop.operator.event;

import io.fabric8.kubernetes.api.model.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Events that wait to be written: a bounded number, and of it only a part for one namespace and a
 * few for one subject, so that a resource that changes all the time leaves room for the others.
 * Those on a ConfigMap go first and take the place of others if need be.
 */
final class EventQueue {

  /** A subject that has this many waiting events changes faster than anybody reads. */
  static final int MAX_OF_SUBJECT = 5;

  /** One namespace may fill all of the queue but one part in so many. */
  private static final int PARTS = 5;

  private final int size;
  private final Deque<Event> first = new ArrayDeque<>();
  private final Deque<Event> others = new ArrayDeque<>();
  private final Map<String, Integer> bySubject = new HashMap<>();
  private final Map<String, Integer> byNamespace = new HashMap<>();

  EventQueue(int size) {
    this.size = size;
  }

  /**
   * Queues an event behind those of its sort.
   *
   * @return the number of events that were dropped for it, or 1 when it was dropped itself
   */
  synchronized int add(Event event, boolean goesFirst) {
    if (goesFirst) {
      int dropped = 0;
      if (first.size() + others.size() >= size) {
        dropped = 1;
        forget(others.isEmpty() ? first.pollLast() : others.pollLast());
      }
      first.addLast(event);
      remember(event);
      notifyAll();
      return dropped;
    }
    if (first.size() + others.size() >= size || hasItsShare(event)) {
      return 1;
    }
    others.addLast(event);
    remember(event);
    notifyAll();
    return 0;
  }

  /** The next event; waits until there is one. */
  synchronized Event take() throws InterruptedException {
    while (first.isEmpty() && others.isEmpty()) {
      wait();
    }
    Event event = first.isEmpty() ? others.pollFirst() : first.pollFirst();
    forget(event);
    return event;
  }

  private boolean hasItsShare(Event event) {
    return bySubject.getOrDefault(subject(event), 0) >= MAX_OF_SUBJECT
        || byNamespace.getOrDefault(namespace(event), 0) >= Math.max(1, size - size / PARTS);
  }

  private void remember(Event event) {
    bySubject.merge(subject(event), 1, Integer::sum);
    byNamespace.merge(namespace(event), 1, Integer::sum);
  }

  private void forget(Event event) {
    decrease(bySubject, subject(event));
    decrease(byNamespace, namespace(event));
  }

  private static void decrease(Map<String, Integer> counts, String key) {
    counts.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
  }

  private static String subject(Event event) {
    return String.valueOf(event.getInvolvedObject().getUid());
  }

  private static String namespace(Event event) {
    return String.valueOf(event.getMetadata().getNamespace());
  }
}
