package io.langop.operator.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {

  @ParameterizedTest(name = "a load of {0} makes 10 seconds {1}")
  @CsvSource({"-1, 10", "0, 10", "0.5, 15", "3, 40", "5, 60", "100, 60"})
  void aBusyMachineGetsMoreTimeAndNoMachineGetsLess(double load, long seconds) {
    // When
    Duration limit = Patience.of(Duration.ofSeconds(10), load);

    // Then
    assertThat(limit).isEqualTo(Duration.ofSeconds(seconds));
  }
}
