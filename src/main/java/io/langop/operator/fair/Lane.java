package io.langop.operator.fair;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of one kind, and what waits for them. */
final class Lane {

  private static final long IDLE_SECONDS = 30;

  private final FairQueue<Runnable> queue;
  private final ThreadPoolExecutor threads;

  /**
   * @param maxThreads threads of the kind; they end when there is nothing to do
   * @param maxOfNamespace threads that one namespace may have at the same time
   */
  Lane(String kind, int maxThreads, int maxOfNamespace) {
    queue = new FairQueue<>(maxOfNamespace);
    threads =
        new ThreadPoolExecutor(
            maxThreads,
            maxThreads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> new Thread(work, "reconcile-" + kind));
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Queues a task.
   *
   * @throws java.util.concurrent.RejectedExecutionException after {@link #shutdown}
   */
  void execute(String namespace, Runnable task) {
    synchronized (queue) {
      queue.add(namespace, task);
    }
    threads.execute(this::work);
  }

  /**
   * Works until nothing may run. What may not run now waits for a thread of its own namespace,
   * which comes by here when it has ended its task.
   */
  private void work() {
    for (FairQueue.Turn<Runnable> turn; (turn = next()) != null; ) {
      try {
        turn.task().run();
      } catch (RuntimeException | Error e) { // one task must not take the turn of the others
        Thread.currentThread()
            .getUncaughtExceptionHandler()
            .uncaughtException(Thread.currentThread(), e);
      } finally {
        ended(turn);
      }
    }
  }

  private FairQueue.Turn<Runnable> next() {
    synchronized (queue) {
      return queue.next();
    }
  }

  private void ended(FairQueue.Turn<Runnable> turn) {
    synchronized (queue) {
      queue.ended(turn);
    }
  }

  void shutdown() {
    threads.shutdown();
  }

  /** Interrupts what runs and returns what has not begun. */
  List<Runnable> shutdownNow() {
    List<Runnable> dropped;
    synchronized (queue) {
      dropped = queue.drain();
    }
    threads.shutdownNow();
    return dropped;
  }

  boolean isTerminated() {
    return threads.isTerminated();
  }

  boolean awaitTermination(long nanos) throws InterruptedException {
    return threads.awaitTermination(nanos, TimeUnit.NANOSECONDS);
  }
}
