package io.langop.operator.reading;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets only a few work with large objects at the same time. Each takes several times its size while
 * it is read, compared and written, and there are more threads than memory for that. The others
 * wait without holding a thread, and the namespaces take turns, so that one with a thousand large
 * objects delays another with a single one by one piece of work.
 */
@Singleton
public final class LargeObjects {

  static final int AT_ONCE = 2;

  /** How long a place is kept free for the one whose turn it is. */
  static final Duration TURN = Duration.ofSeconds(5);

  /**
   * Who waits.
   *
   * @param kind of a resource
   */
  public record Waiter(String kind, ResourceID id) {

    private String namespace() {
      return id.getNamespace().orElse("");
    }
  }

  private final Clock clock;

  /** The namespaces in the order of their turns; in each, who waits, and how to wake it. */
  private final Map<String, Map<Waiter, Runnable>> waiting = new LinkedHashMap<>();

  /** Whose turn it is, and until when. */
  private final Map<Waiter, Instant> called = new HashMap<>();

  private int working;

  LargeObjects(Clock clock) {
    this.clock = clock;
  }

  /**
   * Does the work if there is room for it and nobody is before this one.
   *
   * @param wake called once it is this one's turn, if it has to wait. Who comes too late waits
   *     again, so it should also come back by itself from time to time.
   * @return empty when it has to wait
   */
  public <T> Optional<T> ifRoom(Waiter waiter, Runnable wake, Supplier<T> work) {
    boolean enters;
    Map<Waiter, Runnable> others = new HashMap<>();
    synchronized (this) {
      if (!called.containsKey(waiter)) {
        waiting
            .computeIfAbsent(waiter.namespace(), namespace -> new LinkedHashMap<>())
            .putIfAbsent(waiter, wake);
      }
      callNext(others);
      enters = called.remove(waiter) != null;
      working += enters ? 1 : 0;
      others.remove(waiter);
    }
    others.values().forEach(Runnable::run);
    if (!enters) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      leave();
    }
  }

  /** One does not want to work any more: it was deleted, or is not large any more. */
  public void forget(Waiter waiter) {
    Map<Waiter, Runnable> next = new HashMap<>();
    synchronized (this) {
      Map<Waiter, Runnable> ofNamespace = waiting.get(waiter.namespace());
      if (ofNamespace != null && ofNamespace.remove(waiter) != null && ofNamespace.isEmpty()) {
        waiting.remove(waiter.namespace());
      }
      if (called.remove(waiter) != null) {
        callNext(next);
      }
    }
    next.values().forEach(Runnable::run);
  }

  private void leave() {
    Map<Waiter, Runnable> next = new HashMap<>();
    synchronized (this) {
      working--;
      callNext(next);
    }
    next.values().forEach(Runnable::run);
  }

  /** Fills the free places, one namespace after the other. */
  private void callNext(Map<Waiter, Runnable> wakes) {
    Instant now = clock.instant();
    called.values().removeIf(until -> until.isBefore(now));
    while (working + called.size() < AT_ONCE && !waiting.isEmpty()) {
      String namespace = waiting.keySet().iterator().next();
      Map<Waiter, Runnable> ofNamespace = waiting.remove(namespace);
      Iterator<Map.Entry<Waiter, Runnable>> first = ofNamespace.entrySet().iterator();
      Map.Entry<Waiter, Runnable> next = first.next();
      called.put(next.getKey(), now.plus(TURN));
      wakes.put(next.getKey(), next.getValue());
      first.remove();
      if (!ofNamespace.isEmpty()) {
        waiting.put(namespace, ofNamespace);
      }
    }
  }
}
