package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.api.toe.v1alpha1.Profiler;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilerDurationTest {

  @ParameterizedTest
  @CsvSource({
    "30s,PT30S",
    "1m30s,PT1M30S",
    "1h,PT1H",
    "1.5h,PT1H30M",
    "0.5s,PT0.5S",
    "500ms,PT0.5S",
    "1h0.5m1.5s,PT1H31.5S",
    "10us,PT0.00001S",
    "7ns,PT0.000000007S"
  })
  void durationsAreReadAsGoDoes(String text, Duration expected) {
    assertThat(ProfilerDuration.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "0s", "0h0m0s", "5", "-5s", "s", "5x", "1s1m", "1 s", "1d", "1s\n", "٣s", "1e3s"
      })
  void whatIsNoPositiveDurationIsRefused(String text) {
    assertThat(ProfilerDuration.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"30s,30", "1m30s,90", "1.2s,2", "1ns,1", "999999999ns,1", "2h,7200"})
  void wholeSecondsAreRoundedUp(String text, long expected) {
    // Given
    PowerToolSpec spec = new PowerToolSpec();
    spec.setProfiler(new Profiler());
    spec.getProfiler().setDuration(text);

    // Then
    assertThat(ProfilerDuration.wholeSeconds(spec)).isEqualTo(expected);
  }

  @Test
  void theLargestAdmittedDurationDoesNotOverflow() {
    assertThat(ProfilerDuration.parse("99999h9999999m999999999s"))
        .hasValueSatisfying(duration -> assertThat(duration).isPositive());
  }
}
