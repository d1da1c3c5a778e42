package io.langop.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JosdkMetricsTest {

  @Test
  void aResourceThatIsTriedAgainForEverMakesNoSeriesForEachAttempt() {
    // Given
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    JosdkMetrics producer = new JosdkMetrics();
    registry.config().meterFilter(producer.withoutUnboundedTag());
    Metrics metrics = producer.metrics(registry);

    // When
    IntStream.rangeClosed(1, 100)
        .forEach(
            attempt ->
                metrics.reconcileCustomResource(
                    CountedErrorsTest.agent(), attempt(attempt), Map.of()));

    // Then
    assertThat(registry.find("operator.sdk.reconciliations.started").counters())
        .singleElement()
        .extracting(Counter::count)
        .isEqualTo(100.0);
  }

  private static RetryInfo attempt(int number) {
    return new RetryInfo() {
      @Override
      public int getAttemptCount() {
        return number;
      }

      @Override
      public boolean isLastAttempt() {
        return false;
      }
    };
  }
}
