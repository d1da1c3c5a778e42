package io.langop.operator.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.reading.LargeObjects.Waiter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargeObjectsTest {

  private Instant now = Instant.EPOCH;

  private final LargeObjects objects =
      new LargeObjects(
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }
          });

  private final Deque<Waiter> woken = new ArrayDeque<>();
  private final List<String> worked = new ArrayList<>();

  private static Waiter waiter(String namespace, String name) {
    return new Waiter("LanguageAgent", new ResourceID(name, namespace));
  }

  /** Comes to work, and does something meanwhile. */
  private boolean comes(Waiter waiter, Runnable meanwhile) {
    return objects
        .ifRoom(
            waiter,
            () -> woken.add(waiter),
            () -> {
              worked.add(waiter.id().getName());
              meanwhile.run();
              return true;
            })
        .isPresent();
  }

  private boolean comes(Waiter waiter) {
    return comes(waiter, () -> {});
  }

  /** Does something while as many work as can. */
  private void whileFull(Runnable meanwhile) {
    comes(waiter("busy", "one"), () -> comes(waiter("busy", "two"), meanwhile));
  }

  private void allWokenCome() {
    while (!woken.isEmpty()) {
      comes(woken.remove());
    }
  }

  @Test
  void fewWorkAtATimeAndTheNextIsWoken() {
    // When
    whileFull(() -> assertThat(comes(waiter("a", "late"))).isFalse());

    // Then
    assertThat(woken).containsExactly(waiter("a", "late"));
    assertThat(comes(waiter("a", "late"))).isTrue();
    assertThat(comes(waiter("a", "later"))).isTrue();
  }

  @Test
  void aNamespaceWithOneIsNotBehindThousandOfAnother() {
    // Given
    whileFull(
        () -> {
          IntStream.range(0, 1_000).forEach(i -> comes(waiter("greedy", "greedy" + i)));
          comes(waiter("modest", "modest"));
        });

    // When
    allWokenCome();

    // Then
    assertThat(worked).hasSize(2 + 1_000 + 1);
    assertThat(worked.indexOf("modest")).isLessThan(2 + LargeObjects.AT_ONCE);
    assertThat(worked.indexOf("greedy0")).isLessThan(worked.indexOf("greedy999"));
  }

  @Test
  void whoComesByItselfWaitsUntilItIsItsTurn() {
    // Given
    whileFull(
        () -> {
          comes(waiter("a", "first"));
          comes(waiter("a", "second"));
          comes(waiter("a", "third"));
        });

    // When, then: the first two have been called and not come yet
    assertThat(comes(waiter("a", "third"))).isFalse();
    assertThat(comes(waiter("b", "new"))).isFalse();
    assertThat(comes(waiter("a", "first"))).isTrue();
  }

  @Test
  void aTurnThatNobodyTakesIsGivenToTheNext() {
    // Given
    whileFull(
        () -> {
          comes(waiter("a", "gone"));
          comes(waiter("a", "gone too"));
        });
    assertThat(comes(waiter("b", "next"))).isFalse();

    // When
    now = now.plus(LargeObjects.TURN).plusMillis(1);

    // Then
    assertThat(comes(waiter("b", "next"))).isTrue();
  }

  @Test
  void whoIsForgottenIsWaitedForNoLonger() {
    // Given
    whileFull(
        () -> {
          comes(waiter("a", "deleted"));
          comes(waiter("a", "deleted too"));
          comes(waiter("a", "deleted last"));
          comes(waiter("b", "next"));
        });

    // When
    objects.forget(waiter("a", "deleted last"));
    objects.forget(waiter("a", "deleted too"));
    objects.forget(waiter("a", "deleted"));

    // Then
    assertThat(comes(waiter("b", "next"))).isTrue();
  }

  @Test
  void aFailureMakesRoom() {
    // When
    for (int i = 0; i < 5; i++) {
      try {
        comes(
            waiter("a", "failing" + i),
            () -> {
              throw new IllegalStateException();
            });
      } catch (IllegalStateException e) {
        // it is the room that matters
      }
    }

    // Then
    assertThat(comes(waiter("a", "next"))).isTrue();
  }
}
