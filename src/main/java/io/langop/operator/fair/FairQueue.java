package io.langop.operator.fair;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks of one kind that wait for a thread. Namespaces take turns, one task each, so a task
 * waits for at most one task of every other namespace and for those of its own. No namespace has
 * all threads at once, or slow answers in it would hold up the others. Not safe for threads.
 *
 * @param <T> the tasks
 */
final class FairQueue<T> {

  private final int maxRunning;
  private final Map<String, Deque<T>> waiting = new LinkedHashMap<>();
  private final Map<String, Integer> running = new HashMap<>();

  /** A task and the namespace whose share it uses until {@link FairQueue#ended}. */
  record Turn<T>(String namespace, T task) {}

  /**
   * @param maxRunning tasks of one namespace that run at the same time
   */
  FairQueue(int maxRunning) {
    this.maxRunning = maxRunning;
  }

  void add(String namespace, T task) {
    waiting.computeIfAbsent(namespace, n -> new ArrayDeque<>()).add(task);
  }

  /** The next task, which counts as running from now on; {@code null} when none may run now. */
  Turn<T> next() {
    for (Map.Entry<String, Deque<T>> entry : waiting.entrySet()) {
      String namespace = entry.getKey();
      if (running.getOrDefault(namespace, 0) < maxRunning) {
        Deque<T> tasks = entry.getValue();
        T task = tasks.remove();
        waiting.remove(namespace);
        if (!tasks.isEmpty()) {
          waiting.put(namespace, tasks); // behind all others
        }
        running.merge(namespace, 1, Integer::sum);
        return new Turn<>(namespace, task);
      }
    }
    return null;
  }

  /** A task has ended. */
  void ended(Turn<T> turn) {
    running.computeIfPresent(turn.namespace(), (n, count) -> count == 1 ? null : count - 1);
  }

  /** Removes all that wait. */
  List<T> drain() {
    List<T> tasks = new ArrayList<>();
    waiting.values().forEach(tasks::addAll);
    waiting.clear();
    return tasks;
  }
}
