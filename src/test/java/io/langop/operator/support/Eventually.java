package io.langop.operator.support;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits, for a bounded time, for what a cluster does in its own time. */
public final class Eventually {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private Eventually() {}

  /** Tries again until {@code assertion} holds; fails with its words. */
  public static void assertThat(ThrowingRunnable assertion) {
    within(LIMIT, assertion);
  }

  /** The same with a limit of one's own. */
  public static void within(Duration limit, ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(limit)
        .pollDelay(Duration.ZERO)
        .pollInterval(INTERVAL)
        .ignoreExceptions()
        .untilAsserted(assertion);
  }
}
