package io.langop.operator.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.support.Eventually;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LatestOnlyTest {
  private final AtomicInteger done = new AtomicInteger();

  @Test
  void howeverOftenItIsAskedMeanwhileTheWorkIsDoneOnceMore() throws InterruptedException {
    // Given
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    LatestOnly latest =
        new LatestOnly(
            "test",
            "Working",
            new Retries((task, pause) -> {}),
            () -> {
              begun.countDown();
              await(end);
              done.incrementAndGet();
            });
    latest.ask();
    begun.await();

    // When
    latest.ask();
    latest.ask();
    latest.ask();
    end.countDown();

    // Then
    Eventually.assertThat(() -> assertThat(done).hasValue(2));
    latest.ask();
    Eventually.assertThat(() -> assertThat(done).hasValue(3));
    latest.stop();
  }

  @Test
  void whatFailsIsTriedAgain() {
    // Given
    LatestOnly latest =
        new LatestOnly(
            "test",
            "Working",
            new Retries((task, pause) -> task.run()),
            () -> {
              if (done.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
              }
            });

    // When
    latest.ask();

    // Then
    Eventually.assertThat(() -> assertThat(done).hasValue(2));
    latest.stop();
  }

  @Test
  void afterTheEndNothingIsDoneAndNothingFails() {
    // Given
    LatestOnly latest =
        new LatestOnly("test", "Working", new Retries((task, pause) -> {}), done::incrementAndGet);
    latest.stop();

    // When
    latest.ask();

    // Then
    assertThat(done).hasValue(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
