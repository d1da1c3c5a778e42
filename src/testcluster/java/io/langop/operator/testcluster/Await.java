package io.langop.operator.testcluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for a condition of the cluster for a bounded time, see {@link Patience}. */
final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private Await() {}

  /**
   * @param what completes the sentence "60 seconds were not enough until …"
   * @throws ClusterException when the time is up
   */
  static void until(String what, Callable<Boolean> condition) {
    Duration limit = Patience.of(LIMIT);
    try {
      Awaitility.await()
          .atMost(limit)
          .pollDelay(Duration.ZERO)
          .pollInterval(INTERVAL)
          .until(condition);
    } catch (ConditionTimeoutException e) {
      throw new ClusterException(
          "%d seconds were not enough until %s".formatted(limit.toSeconds(), what), e);
    }
  }
}
