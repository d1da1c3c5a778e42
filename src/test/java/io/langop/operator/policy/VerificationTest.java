package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.langop.operator.leader.Leadership;
import io.langop.operator.retry.Retries;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(60);
  private static final Duration MAX_STALENESS = Duration.ofMinutes(10);
  private static final Reading SILENCE = new Reading.Silence("timed out", new Exception());

  private final AtomicLong nanos = new AtomicLong(System.nanoTime());
  private final Retries retries = new Retries((task, pause) -> {});
  private final PolicyStore<TextSnapshot> store =
      new PolicyStore<>(
          new TextSnapshots(),
          new PropagationTimer(new SimpleMeterRegistry(), "allowlist"),
          new Leadership(true, retries),
          retries,
          Clock.systemUTC(),
          end -> {});
  private Reading next = answer("list", 1);
  private int reads;

  private final Verification<TextSnapshot> verification =
      new Verification<>(
          () -> {
            reads++;
            return next;
          },
          store,
          reading -> {},
          INTERVAL,
          MAX_STALENESS,
          Clock.fixed(NOON, ZoneOffset.UTC),
          nanos::get);

  @Test
  void oneReadServesAllWhoAskWithinASecond() {
    // When
    for (int i = 0; i < 1_000; i++) {
      assertThat(verification.proved()).isPresent();
    }

    // Then
    assertThat(reads).isOne();

    // When
    pass(Duration.ofMillis(1_001));
    verification.proved();

    // Then
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void aProofFindsAnEditThatTheWatchHasMissed() {
    // Given
    verification.verify();
    pass(Duration.ofSeconds(2));
    next = answer("edited", 2);

    // When
    Optional<TextSnapshot> proved = verification.proved();

    // Then
    assertThat(proved).get().extracting(TextSnapshot::text).isEqualTo("edited");
    assertThat(store.current().text()).isEqualTo("edited");
  }

  @Test
  void aRefusalMakesTheListUnavailableAtOnceAndIsAnAnswer() {
    // Given
    verification.verify();
    pass(Duration.ofSeconds(2));
    next = new Reading.Refusal(403, "forbidden");

    // When
    Optional<TextSnapshot> proved = verification.proved();

    // Then
    assertThat(proved).get().extracting(TextSnapshot::why).isEqualTo("cannot be read (forbidden)");
    assertThat(verification.pause()).isEqualTo(Duration.ofSeconds(5));

    // When
    next = answer("list", 1);
    verification.verify();

    // Then
    assertThat(store.current().text()).isEqualTo("list");
    assertThat(verification.pause()).isEqualTo(INTERVAL);
  }

  @Test
  void whileNobodyAnswersTheLastListHoldsButProvesNothing() {
    // Given
    verification.verify();
    next = SILENCE;
    pass(MAX_STALENESS);

    // When
    Optional<TextSnapshot> proved = verification.proved();

    // Then
    assertThat(proved).isEmpty();
    assertThat(store.current().text()).isEqualTo("list");
    assertThat(verification.pause()).isEqualTo(Duration.ofSeconds(5));
    assertThat(verification.lastProof()).hasValue(NOON);
  }

  @Test
  void aListThatWasNotConfirmedForTooLongIsUnavailableUntilItIs() {
    // Given
    verification.verify();
    next = SILENCE;
    pass(MAX_STALENESS.plusSeconds(1));

    // When
    verification.verify();

    // Then
    assertThat(store.current().text()).isNull();
    assertThat(store.current().why())
        .isEqualTo(
            "could not be read since 2026-01-01T12:00:00Z, which is longer than max-staleness");

    // When
    next = answer("list", 1);
    verification.verify();

    // Then
    assertThat(store.current().text()).isEqualTo("list");
  }

  @Test
  void whoWaitsForAReadThatFailsDoesNotRepeatIt() {
    // Given
    next = SILENCE;
    verification.verify();

    // When
    for (int i = 0; i < 50; i++) {
      verification.proved();
    }

    // Then
    assertThat(reads).isOne();
  }

  @Test
  void aListThatWasNeverReadIsUnavailable() {
    // Given
    next = SILENCE;

    // When
    verification.verify();

    // Then
    assertThat(store.current().why()).isEqualTo("cannot be read (timed out)");
    assertThat(store.current().revision()).isPositive();
    assertThat(verification.lastProof()).isEmpty();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Reading answer(String text, long version) {
    ConfigMap configMap = new ConfigMapBuilder().withData(Map.of("text", text)).build();
    return new Reading.Answer(Optional.of(configMap), version);
  }
}
