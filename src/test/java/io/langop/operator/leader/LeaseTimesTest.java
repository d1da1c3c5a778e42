package io.langop.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTimesTest {

  @ParameterizedTest
  @CsvSource({
    "PT15S, PT10S, PT2S, ''",
    "PT3S, PT2S, PT1S, ''",
    "PT10S, PT10S, PT2S, lease-duration must be longer than the renew-deadline",
    "PT5S, PT10S, PT2S, lease-duration must be longer than the renew-deadline",
    "PT15S, PT10S, PT6S, renew-deadline must be at least twice the retry-period",
    "PT15S, PT10S, PT0S, retry-period must be at least 100 ms",
    "PT15S, PT10S, PT-1S, retry-period must be at least 100 ms"
  })
  void timesLeaveNoMomentWithTwoLeaders(
      Duration lease, Duration deadline, Duration retry, String words) {
    // When
    Optional<String> problem = LeaseTimes.problem(lease, deadline, retry);

    // Then
    assertThat(problem.orElse("")).contains(words);
    assertThat(problem.isPresent()).isEqualTo(!words.isEmpty());
  }
}
