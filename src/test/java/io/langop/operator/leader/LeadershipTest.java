package io.langop.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.retry.Retries;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LeadershipTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Deque<Runnable> later = new ArrayDeque<>();
  private final Retries retries = new Retries((task, pause) -> later.add(task));
  private final Leadership standby = new Leadership(false, retries);

  @Test
  void whoIsAloneLeadsFromTheStart() {
    assertThat(new Leadership(true, retries).isLeader()).isTrue();
    assertThat(standby.isLeader()).isFalse();
  }

  @Test
  void aStandbyDoesNothing() {
    assertThat(standby.ifLeading(() -> "done", () -> "not done")).isEqualTo("not done");
  }

  @Test
  void aLeaderActs() {
    // When
    standby.lead(inAMinute());

    // Then
    assertThat(standby.ifLeading(() -> "done", () -> "not done")).isEqualTo("done");
  }

  @Test
  void aListenerThatFailsIsToldAgainAndHoldsUpNobody() {
    // Given
    List<String> told = new ArrayList<>();
    standby.onTakeOver(
        () -> {
          told.add("first");
          if (told.size() == 1) {
            throw new IllegalStateException("on purpose");
          }
        });
    standby.onTakeOver(() -> told.add("second"));

    // When
    standby.lead(inAMinute());

    // Then
    assertThat(told).containsExactly("first", "second");

    // When
    later.remove().run();

    // Then
    assertThat(told).containsExactly("first", "second", "first");
    assertThat(later).isEmpty();
  }

  @Test
  void listenersAreToldOfTheTakeOverWhenTheGateIsOpen() {
    // Given
    List<Boolean> told = new ArrayList<>();
    standby.onTakeOver(() -> told.add(standby.isLeader()));

    // When
    standby.lead(inAMinute());

    // Then
    assertThat(told).containsExactly(true);
  }

  @Test
  void aLeaderWhoseTimeIsOverActsNoMore() {
    // Given
    standby.lead(inAMinute());

    // When
    standby.renewed(System.nanoTime());

    // Then
    assertThat(standby.isLeader()).isFalse();
    assertThat(standby.ifLeading(() -> "done", () -> "not done")).isEqualTo("not done");
  }

  @Test
  void whoResignsWaitsForWhatIsBeingDone() throws Exception {
    // Given
    standby.lead(inAMinute());
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<String> work =
        CompletableFuture.supplyAsync(
            () ->
                standby.ifLeading(
                    () -> {
                      begun.countDown();
                      await(goOn);
                      return "done";
                    },
                    () -> "not done"));
    begun.await();

    // When
    boolean idleAtOnce = standby.resign(Duration.ofMillis(1));
    CompletableFuture<Boolean> idleLater =
        CompletableFuture.supplyAsync(() -> standby.resign(LONG));
    goOn.countDown();

    // Then
    assertThat(idleAtOnce).isFalse();
    assertThat(idleLater.get()).isTrue();
    assertThat(work.get()).isEqualTo("done");
  }

  @Test
  void whoHasResignedNeverLeadsAgain() {
    // Given
    standby.resign(LONG);

    // When
    boolean leads = standby.lead(inAMinute());

    // Then
    assertThat(leads).isFalse();
    assertThat(standby.isLeader()).isFalse();
  }

  @Test
  void workThatFailsIsOver() {
    // Given
    standby.lead(inAMinute());

    // When
    try {
      standby.ifLeading(
          () -> {
            throw new IllegalStateException("expected");
          },
          () -> null);
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("expected");
    }

    // Then
    assertThat(standby.resign(Duration.ZERO)).isTrue();
  }

  private static long inAMinute() {
    return System.nanoTime() + LONG.toNanos();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
