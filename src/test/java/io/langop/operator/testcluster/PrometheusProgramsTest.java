package io.langop.operator.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusProgramsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "promtool, version 2.42.0+ds (branch: debian/sid, revision: 2.42.0+ds-5) | true",
        "prometheus, version 3.5.0 (branch: HEAD, revision: 8be3a9560fbdd18a94dedec4b747c35178177202) | true",
        "promtool, version 2.41.0 (branch: HEAD) | false",
        "prometheus, version 1.8.2 (branch: stable) | false",
        "promtool, version  (branch: , revision: unknown) | false",
        "command not found | false"
      })
  void onlyWhatTheAlertsWereTriedWithIsTakenFromThePath(String announced, boolean taken) {
    // Then
    assertThat(PrometheusPrograms.isNewEnough(announced)).isEqualTo(taken);
  }
}
