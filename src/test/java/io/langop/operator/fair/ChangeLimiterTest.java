package io.langop.operator.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChangeLimiterTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000); // it overflows some day
  private final ChangeLimiter limiter = new ChangeLimiter(now::get);

  @Test
  void anOrdinaryEditNeverWaits() {
    // Given
    ChangeLimiter.Bucket bucket = limiter.initState();

    // Then
    for (int edit = 0; edit < 1_000; edit++) {
      assertThat(limiter.isLimited(bucket)).isEmpty();
      now.addAndGet(Duration.ofMillis(100).toNanos());
    }
  }

  @Test
  void aHundredChangesASecondAreReconciledTenTimesASecond() {
    // Given
    ChangeLimiter.Bucket bucket = limiter.initState();
    int reconciled = 0;

    // When
    for (int change = 0; change < 1_000; change++) {
      reconciled += limiter.isLimited(bucket).isEmpty() ? 1 : 0;
      now.addAndGet(Duration.ofMillis(10).toNanos());
    }

    // Then
    assertThat(reconciled)
        .isBetween(
            10 * ChangeLimiter.PER_SECOND, 10 * ChangeLimiter.PER_SECOND + ChangeLimiter.BURST + 1);
  }

  @Test
  void theTurnComesAfterTheTimeThatWasTold() {
    // Given
    ChangeLimiter.Bucket bucket = limiter.initState();
    for (int change = 0; change < ChangeLimiter.BURST; change++) {
      assertThat(limiter.isLimited(bucket)).isEmpty();
    }

    // When
    Duration wait = limiter.isLimited(bucket).orElseThrow();

    // Then
    assertThat(wait).isLessThanOrEqualTo(Duration.ofMillis(1_000 / ChangeLimiter.PER_SECOND + 1));
    now.addAndGet(wait.toNanos());
    assertThat(limiter.isLimited(bucket)).isEmpty();
  }
}
