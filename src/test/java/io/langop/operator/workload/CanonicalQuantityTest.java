package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalQuantityTest {

  @ParameterizedTest
  @CsvSource({
    "1000m, 1",
    "0.5, 500m",
    "1500m, 1500m",
    "1.5, 1500m",
    "1000, 1k",
    "1024, 1024",
    "1024Ki, 1Mi",
    "1024Mi, 1Gi",
    "0.5Gi, 512Mi",
    "1.5Ki, 1536",
    "0.5Ki, 512",
    "0.1Ki, 102400m",
    "1000Ki, 1000Ki",
    "2000k, 2M",
    "0, 0",
    "0Gi, 0",
    "1000000n, 1m",
    "0.0000000001, 0.0000000001"
  })
  void aQuantityIsWrittenAsTheApiServerStoresIt(String asked, String stored) {
    assertThat(CanonicalQuantity.of(new Quantity(asked))).hasToString(stored);
  }
}
