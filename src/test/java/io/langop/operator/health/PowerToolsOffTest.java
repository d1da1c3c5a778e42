package io.langop.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.config.OperatorConfig;
import io.langop.operator.support.EnvironmentConfig;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What only PowerTools need is not watched then, so its watch is not asked. */
class PowerToolsOffTest {
  private static final OperatorConfig OFF =
      EnvironmentConfig.of(Map.of("LANGUAGE_OPERATOR_POWERTOOL_ENABLED", "false"));

  @TestFactory
  Stream<DynamicTest> whatOnlyPowerToolsNeedIsReadyAndSaysWhyItIsNotLoaded() {
    return Stream.of(
        DynamicTest.dynamicTest("catalog", () -> assertOff(new CatalogReadiness(null, OFF))),
        DynamicTest.dynamicTest("settings", () -> assertOff(new SettingsReadiness(null, OFF))));
  }

  private static void assertOff(HealthCheck check) {
    // When
    HealthCheckResponse told = check.call();

    // Then
    assertThat(told.getStatus()).isEqualTo(Status.UP);
    assertThat(told.getData().orElseThrow())
        .containsEntry("loaded", false)
        .containsEntry("reason", "PowerTools are switched off by powertool.enabled=false");
  }
}
