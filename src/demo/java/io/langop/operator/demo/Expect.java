package io.langop.operator.demo;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The demo shows nothing that it has not verified. */
final class Expect {
  private static final long POLL_MILLIS = 50;

  private Expect() {}

  /**
   * Waits until something is as it should be.
   *
   * @param what completes the sentence "60 seconds were not enough until …"
   * @param seen looks at the cluster; may give null
   */
  static <T> T eventually(String what, Duration limit, Supplier<T> seen, Predicate<T> asExpected) {
    long end = System.nanoTime() + limit.toNanos();
    T last;
    do {
      last = seen.get();
      if (last != null && asExpected.test(last)) {
        return last;
      }
      pause();
    } while (System.nanoTime() < end);
    throw new DemoFailure(
        "%d seconds were not enough until %s. Last seen: %s"
            .formatted(limit.toSeconds(), what, last));
  }

  static void that(boolean happened, String otherwise, Object seen) {
    if (!happened) {
      throw new DemoFailure(otherwise + ". Seen: " + seen);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("Interrupted while waiting");
    }
  }
}
