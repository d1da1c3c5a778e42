package io.langop.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PolicyMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PolicyMetrics metrics = new PolicyMetrics(registry, "allowlist");

  @Test
  void everythingReadsZeroBeforeTheFirstLoad() {
    // Then
    assertThat(gauge("loaded")).isZero();
    assertThat(gauge("entries")).isZero();
    assertThat(gauge("invalid_entries")).isZero();
    assertThat(gauge("last_load_timestamp_seconds")).isZero();
    assertThat(loads("success")).isZero();
    assertThat(loads("failure")).isZero();
  }

  @Test
  void aLoadTellsWhatIsInForceAndWhen() {
    // Given
    double before = Instant.now().toEpochMilli() / 1e3;

    // When
    metrics.loaded(7, 2);

    // Then
    assertThat(gauge("loaded")).isOne();
    assertThat(gauge("entries")).isEqualTo(7);
    assertThat(gauge("invalid_entries")).isEqualTo(2);
    assertThat(gauge("last_load_timestamp_seconds"))
        .isBetween(before, Instant.now().toEpochMilli() / 1e3);
    assertThat(loads("success")).isOne();
    assertThat(loads("failure")).isZero();
  }

  @Test
  void aLossTellsThatNothingIsInForceAndKeepsTheTimeOfTheLastLoad() {
    // Given
    metrics.loaded(7, 2);
    double loadedAt = gauge("last_load_timestamp_seconds");

    // When
    metrics.unavailable();

    // Then
    assertThat(gauge("loaded")).isZero();
    assertThat(gauge("entries")).isZero();
    assertThat(gauge("invalid_entries")).isZero();
    assertThat(gauge("last_load_timestamp_seconds")).isEqualTo(loadedAt);
    assertThat(loads("success")).isOne();
    assertThat(loads("failure")).isOne();
  }

  private double gauge(String name) {
    return registry.get("language_operator_allowlist_" + name).gauge().value();
  }

  private double loads(String result) {
    return registry
        .get("language_operator_allowlist_loads")
        .tag("result", result)
        .counter()
        .count();
  }
}
