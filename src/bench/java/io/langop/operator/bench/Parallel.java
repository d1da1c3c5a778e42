package io.langop.operator.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does the same thing to many, as many at once as the operator does. */
final class Parallel {

  /** The operator's reconcile threads. */
  static final int THREADS = 50;

  static final ExecutorService POOL =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "bench");
            thread.setDaemon(true);
            return thread;
          });

  private Parallel() {}

  /** Returns when all is done; fails as the first one fails. */
  static <T> void forEach(Collection<T> items, Consumer<T> action) throws InterruptedException {
    List<Callable<Void>> work = new ArrayList<>();
    for (T item : items) {
      work.add(
          () -> {
            action.accept(item);
            return null;
          });
    }
    try {
      for (Future<Void> done : POOL.invokeAll(work)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
