package io.langop.operator.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.testcluster.OperatorProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** When an operator last asked the API server for the ConfigMaps that it decides by. */
public final class Proofs {

  /** A proof counts for a second; the clocks of two processes and the metric are not exact. */
  private static final Duration COUNTS = Duration.ofMillis(1_500);

  private Proofs() {}

  /**
   * Returns when no proof from before this call counts: what starts then starts by what the
   * ConfigMap holds now, whether its watch has brought it or not.
   *
   * @param policy as in the names of metrics: {@code allowlist}, {@code catalog} or {@code
   *     settings}
   */
  public static void expire(OperatorProcess operator, String policy) {
    Instant called = Instant.now();
    Eventually.assertThat(
        () ->
            assertThat(last(operator, policy))
                .satisfiesAnyOf(
                    last -> assertThat(last).isAfter(called),
                    last -> assertThat(last).isBefore(Instant.now().minus(COUNTS))));
  }

  /** When the last proof was asked for, to the millisecond. */
  public static Instant last(OperatorProcess operator, String policy) {
    double seconds =
        operator
            .metric("language_operator_" + policy + "_last_verified_timestamp_seconds", Map.of())
            .orElseThrow();
    return Instant.ofEpochMilli(Math.round(seconds * 1e3));
  }
}
