package io.langop.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorConfigTest {

  private static final String RUNS = "language-operator.powertool.enabled";
  private static final String AUDIT = "language-operator.audit.enabled";

  @ParameterizedTest
  @CsvSource({", true", "true, true", "false, false"})
  void podsAreAuditedWherePowerToolsAreRunUnlessItIsSaid(String powerTools, boolean audited) {
    // Given
    Map<String, String> set = powerTools == null ? Map.of() : Map.of(RUNS, powerTools);

    // Then
    assertThat(config(set).audit().enabled()).isEqualTo(audited);
    assertThat(config(Map.of(RUNS, "false", AUDIT, "true")).audit().enabled()).isTrue();
    assertThat(config(Map.of(AUDIT, "false")).audit().enabled()).isFalse();
  }

  private static OperatorConfig config(Map<String, String> set) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDiscoveredConverters()
        .withMapping(OperatorConfig.class)
        .withDefaultValues(set)
        .build()
        .getConfigMapping(OperatorConfig.class);
  }
}
