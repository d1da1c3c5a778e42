package io.langop.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BoundedSeriesTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BoundedSeries<String> series =
      new BoundedSeries<String>(registry, "things", "Things", 2, name -> Tags.of("name", name))
          .withOverflow("Things without a series");

  @Test
  void aThingHasASeriesWithItsLastValueUntilItIsZero() {
    // When
    series.set("a", 3);
    series.set("a", 5);
    series.set("b", 1);
    series.set("b", 0);

    // Then
    assertThat(values()).isEqualTo(Map.of("a", 5.0));
    assertThat(overflow()).isZero();
  }

  @Test
  void theValuesWithoutASeriesAreAddedUpAsTheyAreNow() {
    // Given
    series.set("a", 1);
    series.set("b", 2);

    // When
    series.set("c", 3);
    series.set("d", 4);
    series.set("c", 10);

    // Then
    assertThat(values()).isEqualTo(Map.of("a", 1.0, "b", 2.0));
    assertThat(overflow()).isEqualTo(14);
  }

  @Test
  void aFreePlaceIsTakenByTheOneThatWaitsLongest() {
    // Given
    series.set("a", 1);
    series.set("b", 2);
    series.set("c", 3);
    series.set("d", 4);

    // When
    series.set("a", 0);

    // Then
    assertThat(values()).isEqualTo(Map.of("b", 2.0, "c", 3.0));
    assertThat(overflow()).isEqualTo(4);
  }

  @Test
  void oneThatWaitsAndEndsTakesNobodysPlace() {
    // Given
    series.set("a", 1);
    series.set("b", 2);
    series.set("c", 3);

    // When
    series.set("c", 0);
    series.set("never seen", 0);

    // Then
    assertThat(values()).isEqualTo(Map.of("a", 1.0, "b", 2.0));
    assertThat(overflow()).isZero();
  }

  private Map<String, Double> values() {
    return registry.find("things").gauges().stream()
        .collect(Collectors.toMap(gauge -> gauge.getId().getTag("name"), Gauge::value));
  }

  private double overflow() {
    return registry.get("things_overflow").gauge().value();
  }
}
