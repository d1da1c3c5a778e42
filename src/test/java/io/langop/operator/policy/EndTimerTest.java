package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The timer measures time that passes; the clock may say something else. */
class EndTimerTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** A task that waits for its time. */
  private record Pending(Runnable task, Duration pause, Future<?> future) {}

  private final SettableClock clock = new SettableClock(NOON);
  private final List<Pending> pending = new ArrayList<>();
  private int looks;
  private final EndTimer timer = new EndTimer(this::schedule, clock, () -> looks++);

  private Future<?> schedule(Runnable task, Duration pause) {
    pending.add(new Pending(task, pause, new CompletableFuture<>()));
    return pending.get(pending.size() - 1).future();
  }

  private Pending last() {
    return pending.get(pending.size() - 1);
  }

  @Test
  void ringsAtTheEnd() {
    // When
    timer.accept(Optional.of(NOON.plusSeconds(90)));

    // Then
    assertThat(pending).hasSize(1);
    assertThat(last().pause()).isEqualTo(Duration.ofSeconds(90));
    assertThat(looks).isZero();

    // When
    last().task().run();

    // Then
    assertThat(looks).isOne();
  }

  @Test
  void thereIsOneTimerForTheNextEndOnly() {
    // Given
    timer.accept(Optional.of(NOON.plusSeconds(90)));
    Future<?> first = last().future();

    // When
    timer.accept(Optional.of(NOON.plusSeconds(30)));

    // Then
    assertThat(first).isCancelled();
    assertThat(last().pause()).isEqualTo(Duration.ofSeconds(30));

    // When
    timer.accept(Optional.empty());

    // Then
    assertThat(last().future()).isCancelled();
    assertThat(pending).hasSize(2);
  }

  @Test
  void anEndInThePastRingsSoon() {
    // When
    timer.accept(Optional.of(NOON.minusSeconds(90)));

    // Then
    assertThat(last().pause()).isPositive().isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void anEndFarAwayIsNoProblem() {
    // When
    timer.accept(Optional.of(Instant.parse("9999-12-31T23:59:59Z")));

    // Then
    assertThat(last().pause()).isPositive().isLessThan(Duration.ofDays(1_000));
  }

  @Test
  void aClockThatHasNotComeSoFarIsAwaited() {
    // Given
    timer.accept(Optional.of(NOON.plusSeconds(90)));
    clock.set(NOON.minusSeconds(3_600)); // it was put back while the timer ran

    // When
    last().task().run();

    // Then
    assertThat(last().pause()).isEqualTo(Duration.ofSeconds(3_690));
  }

  @Test
  void whoeverFailsAtTheEndIsCalledAgain() {
    // Given
    EndTimer failing =
        new EndTimer(
            this::schedule,
            clock,
            () -> {
              throw new IllegalStateException("on purpose");
            });
    failing.accept(Optional.of(NOON));

    // When
    last().task().run();

    // Then
    assertThat(pending).hasSize(2);
    assertThat(last().pause()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatIsAwaitedNoMoreIsNotKept() {
    // Given
    ScheduledThreadPoolExecutor executor = ConfigMapWatch.timer("test");
    EndTimer real =
        new EndTimer(
            (task, pause) -> executor.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS),
            clock,
            () -> looks++);

    // When
    for (int edit = 0; edit < 1_000; edit++) {
      real.accept(Optional.of(NOON.plus(Duration.ofDays(200))));
    }

    // Then
    assertThat(executor.getQueue()).hasSize(1);
    executor.shutdownNow();
  }

  @Test
  void aProcessThatEndsAwaitsNothing() {
    // Given
    EndTimer ending =
        new EndTimer(
            (task, pause) -> {
              throw new RejectedExecutionException();
            },
            clock,
            () -> looks++);

    // When
    ending.accept(Optional.of(NOON.plusSeconds(1)));

    // Then
    assertThat(looks).isZero();
  }
}
