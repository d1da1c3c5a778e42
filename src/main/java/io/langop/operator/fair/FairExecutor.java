package io.langop.operator.fair;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.ExecutorServiceManager;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs reconciliations: each kind has threads of its own, and the namespaces of a kind take turns.
 * The framework submits a resource again only after it was reconciled, so there are never more
 * tasks than resources.
 */
public final class FairExecutor extends AbstractExecutorService {

  /** As many as the framework has by default, but for each kind. */
  private static final int THREADS = 50;

  /**
   * What is in flight for one namespace is in front of what comes from another one, at the API
   * server too. So many keep an API server busy that answers within milliseconds, and the next
   * request waits for no more than these.
   */
  private static final int THREADS_OF_NAMESPACE = 16;

  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final Supplier<Subject> subject;
  private final int threads;
  private final int threadsOfNamespace;
  private volatile boolean shutdown;

  FairExecutor(Supplier<Subject> subject, int threads, int threadsOfNamespace) {
    this.subject = subject;
    this.threads = threads;
    this.threadsOfNamespace = threadsOfNamespace;
  }

  /** Has {@code operator} reconcile by a fair executor. Before its start. */
  public static void install(Operator operator) {
    FairExecutor executor = new FairExecutor(Subject::ofThisThread, THREADS, THREADS_OF_NAMESPACE);
    ConfigurationService configuration = operator.getConfigurationService();
    // The manager is made with an executor of the framework, which has not run anything yet.
    ExecutorServiceManager manager = configuration.getExecutorServiceManager();
    manager.stop(Duration.ZERO);
    manager.start(
        ConfigurationService.newOverriddenConfigurationService(
            configuration, override -> override.withExecutorService(executor)));
  }

  @Override
  public void execute(Runnable task) {
    Subject about = subject.get();
    lane(about.kind()).execute(about.namespace(), task);
  }

  private Lane lane(String kind) {
    return lanes.computeIfAbsent(
        kind,
        k -> {
          Lane lane = new Lane(k, threads, threadsOfNamespace);
          if (shutdown) {
            lane.shutdown();
          }
          return lane;
        });
  }

  @Override
  public void shutdown() {
    shutdown = true;
    lanes.values().forEach(Lane::shutdown);
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    return lanes.values().stream().map(Lane::shutdownNow).flatMap(Collection::stream).toList();
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown && lanes.values().stream().allMatch(Lane::isTerminated);
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    long end = System.nanoTime() + unit.toNanos(timeout);
    for (Lane lane : lanes.values()) {
      if (!lane.awaitTermination(Math.max(0, end - System.nanoTime()))) {
        return false;
      }
    }
    return shutdown;
  }
}
