package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerificationScheduleTest {

  private static final long LIMIT_SECONDS = 60;

  private final ScheduledThreadPoolExecutor timer = ConfigMapWatch.timer("test");
  private final CountDownLatch twice = new CountDownLatch(2);

  private VerificationSchedule every(Duration pause) {
    return new VerificationSchedule(this::fail, () -> pause, timer, "here/list");
  }

  private void fail() {
    twice.countDown();
    throw new IllegalStateException("on purpose");
  }

  @AfterEach
  void end() {
    timer.shutdownNow();
  }

  @Test
  void oneVerificationIsDueHoweverOftenAPauseBegins() {
    // Given
    VerificationSchedule schedule = every(Duration.ofHours(1));

    // When
    for (int refusal = 0; refusal < 10; refusal++) {
      schedule.next();
    }

    // Then
    assertThat(timer.getQueue()).hasSize(1);
  }

  @Test
  void aVerificationThatFailsIsFollowedByAnother() throws InterruptedException {
    // When
    every(Duration.ZERO).next();

    // Then
    assertThat(twice.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void afterTheEndNothingIsDueAndNobodyIsDisturbed() {
    // Given
    VerificationSchedule schedule = every(Duration.ZERO);

    // When
    schedule.stop();

    // Then
    assertThatCode(schedule::next).doesNotThrowAnyException();
    assertThatCode(schedule::now).doesNotThrowAnyException();
    assertThat(timer.getQueue()).isEmpty();
  }
}
