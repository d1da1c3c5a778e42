package io.langop.operator.fair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class FairExecutorTest {

  private final CountDownLatch held = new CountDownLatch(1);
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final FairExecutor executor = new FairExecutor(Subject::ofThisThread, 4, 3);

  @AfterEach
  void end() {
    executor.shutdownNow();
  }

  @Test
  void whoeverIsHeldUpInOneNamespaceAnotherOneIsServed() throws InterruptedException {
    // Given
    IntStream.range(0, 5_000).forEach(i -> submit("LanguageAgent", "slow", () -> await(held)));

    // When
    CountDownLatch served = new CountDownLatch(1);
    submit("LanguageAgent", "other", served::countDown);

    // Then
    assertThat(served.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(held.getCount()).isOne();
  }

  @Test
  void kindsHaveThreadsOfTheirOwn() throws InterruptedException {
    // Given
    for (String namespace : List.of("a", "b", "c", "d", "e")) {
      IntStream.range(0, 10).forEach(i -> submit("LanguageAgent", namespace, () -> await(held)));
    }

    // When
    CountDownLatch served = new CountDownLatch(1);
    submit("PowerTool", "a", served::countDown);

    // Then
    assertThat(served.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(held.getCount()).isOne();
  }

  @Test
  void everyTaskRunsOnceThoughOthersFail() throws InterruptedException {
    // Given
    CountDownLatch all = new CountDownLatch(1_000);
    for (int i = 0; i < 1_000; i++) {
      String name = "task-" + i;
      boolean fails = i % 400 == 0;
      submit(
          "LanguageTool",
          "namespace-" + i % 7,
          () -> {
            done.add(name);
            all.countDown();
            if (fails) {
              throw new ExpectedException();
            }
          });
    }

    // Then
    assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(done).hasSize(1_000).doesNotHaveDuplicates();
  }

  @Test
  void aStopWaitsForWhatRunsAndTakesNothingMore() throws InterruptedException {
    // Given
    CountDownLatch begun = new CountDownLatch(1);
    submit(
        "LanguageAgent",
        "a",
        () -> {
          begun.countDown();
          await(held);
          done.add("ended");
        });
    begun.await();

    // When
    executor.shutdown();

    // Then
    assertThatThrownBy(() -> submit("LanguageAgent", "a", () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(executor.isTerminated()).isFalse();
    held.countDown();
    assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(done).containsExactly("ended");
  }

  private void submit(String kind, String namespace, Runnable task) {
    MDC.put("resource.kind", kind);
    MDC.put("resource.namespace", namespace);
    try {
      executor.execute(task);
    } finally {
      MDC.remove("resource.kind");
      MDC.remove("resource.namespace");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has no stack trace, which would fill the output of the test. */
  private static final class ExpectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExpectedException() {
      super("expected", null, false, false);
    }
  }
}
