package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationTimesTest {

  @ParameterizedTest
  @CsvSource({
    "PT60S, PT10M, ''",
    "PT1S, PT1S, ''",
    "PT0S, PT10M, verify-interval must be at least 1s",
    "PT-5S, PT10M, verify-interval must be at least 1s",
    "PT60S, PT0S, max-staleness must be at least 1s"
  })
  void theListsAreVerifiedNeitherWithoutAPauseNorNever(
      Duration interval, Duration maxStaleness, String words) {
    assertThat(VerificationTimes.problem(interval, maxStaleness).orElse("")).endsWith(words);
    assertThat(VerificationTimes.problem(interval, maxStaleness).isPresent())
        .isEqualTo(!words.isEmpty());
  }
}
