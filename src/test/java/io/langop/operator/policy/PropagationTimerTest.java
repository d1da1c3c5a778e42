package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PropagationTimerTest {
  private static final String KIND = "LanguageAgent";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PropagationTimer propagation = new PropagationTimer(registry, "allowlist");

  @Test
  void anEditIsMeasuredWhenTheLastAffectedResourceIsSettled() {
    // Given
    propagation.edited(2, secondsAgo(3), List.of(affected("a", "b")));

    // When
    propagation.settled(KIND, id("a"), 2);

    // Then
    assertThat(timer().count()).isZero();

    // When
    propagation.settled(KIND, id("b"), 2);

    // Then
    assertThat(timer().count()).isOne();
    assertThat(timer().totalTime(TimeUnit.SECONDS)).isBetween(3.0, 60.0);
  }

  @Test
  void anEditThatIsOnItsWayHasAnAge() {
    // Given
    assertThat(unfinishedSeconds()).isZero();

    // When
    propagation.edited(2, secondsAgo(3), List.of(affected("a")));

    // Then
    assertThat(unfinishedSeconds()).isBetween(3.0, 60.0);

    // When
    propagation.settled(KIND, id("a"), 2);

    // Then
    assertThat(unfinishedSeconds()).isZero();
  }

  @Test
  void theHistogramTellsAMinuteFromTheTimesAroundIt() {
    // When
    double[] seconds =
        Stream.of(timer().takeSnapshot().histogramCounts())
            .mapToDouble(bucket -> bucket.bucket(TimeUnit.SECONDS))
            .filter(bucket -> bucket >= 30)
            .toArray();

    // Then
    assertThat(seconds).contains(60).hasSizeGreaterThan(6);
    for (int i = 1; i < seconds.length; i++) {
      assertThat(seconds[i] / seconds[i - 1]).isLessThanOrEqualTo(2);
    }
    assertThat(seconds).contains(45, 75, 90);
  }

  private double unfinishedSeconds() {
    return registry
        .get("language_operator_allowlist_propagation_unfinished_seconds")
        .gauge()
        .value();
  }

  @Test
  void anEditThatAffectsNobodyIsNotMeasured() {
    // When
    propagation.edited(2, secondsAgo(3), List.of(affected()));

    // Then
    assertThat(timer().count()).isZero();
  }

  @Test
  void aStatusOfAnEarlierRevisionSettlesNothing() {
    // Given
    propagation.edited(3, secondsAgo(1), List.of(affected("a")));

    // When
    propagation.settled(KIND, id("a"), 2);

    // Then
    assertThat(timer().count()).isZero();
  }

  @Test
  void aStatusOfALaterRevisionSettlesAnEarlierEdit() {
    // Given
    propagation.edited(3, secondsAgo(1), List.of(affected("a")));

    // When
    propagation.settled(KIND, id("a"), 4);

    // Then
    assertThat(timer().count()).isOne();
  }

  @Test
  void editsThatOverlapCountAsOneFromTheFirstsStartToTheLastsEnd() {
    // Given
    propagation.edited(2, secondsAgo(10), List.of(affected("a")));
    propagation.edited(3, secondsAgo(1), List.of(affected("a", "b")));

    // When
    propagation.settled(KIND, id("a"), 3);
    propagation.settled(KIND, id("b"), 3);

    // Then
    assertThat(timer().count()).isOne();
    assertThat(timer().totalTime(TimeUnit.SECONDS)).isBetween(10.0, 60.0);
  }

  @Test
  void aResourceThatIsDeletedIsNotWaitedFor() {
    // Given
    propagation.edited(2, secondsAgo(1), List.of(affected("a", "b")));
    propagation.settled(KIND, id("a"), 2);

    // When
    propagation.forget(KIND, id("b"));

    // Then
    assertThat(timer().count()).isOne();
  }

  @Test
  void aResourceThatNoEditAffectedIsOfNoInterest() {
    // When
    propagation.settled(KIND, id("a"), 1);
    propagation.forget(KIND, id("b"));

    // Then
    assertThat(timer().count()).isZero();
  }

  private Timer timer() {
    return registry.get("language_operator_allowlist_propagation").timer();
  }

  private static long secondsAgo(long seconds) {
    return System.nanoTime() - TimeUnit.SECONDS.toNanos(seconds);
  }

  private static Affected affected(String... names) {
    return new Affected(
        KIND, Stream.of(names).map(PropagationTimerTest::id).toList(), 0, 0, id -> true, id -> {});
  }

  private static ResourceID id(String name) {
    return new ResourceID(name, "space");
  }
}
