package io.langop.operator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.langop.operator.support.EnvironmentConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OperatorConfigTest {

  @Test
  void environmentVariablesSetWhatTheyName() {
    // When
    OperatorConfig config =
        EnvironmentConfig.of(
            Map.of(
                "LANGUAGE_OPERATOR_REVOCATION_POLICY", "stop",
                "LANGUAGE_OPERATOR_WATCHED_NAMESPACES", "team-a,team-b",
                "LANGUAGE_OPERATOR_VERIFY_INTERVAL", "5m",
                "LANGUAGE_OPERATOR_POWERTOOL_MAX_TARGETS", "7",
                "LANGUAGE_OPERATOR_LEADER_ELECTION_ENABLED", "true"));

    // Then
    assertThat(config.revocationPolicy()).isEqualTo(OperatorConfig.RevocationPolicy.STOP);
    assertThat(config.watchedNamespaces().orElseThrow()).containsExactly("team-a", "team-b");
    assertThat(config.verifyInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.powertool().maxTargets()).isEqualTo(7);
    assertThat(config.leaderElection().enabled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"true,false,false", "false,,false", "true,,true", "false,true,true"})
  void podsAreAuditedWherePowerToolsAreRunUnlessItIsSaidOtherwise(
      String powerTools, String audit, boolean expected) {
    // When
    OperatorConfig config =
        EnvironmentConfig.of(
            audit == null
                ? Map.of("LANGUAGE_OPERATOR_POWERTOOL_ENABLED", powerTools)
                : Map.of(
                    "LANGUAGE_OPERATOR_POWERTOOL_ENABLED",
                    powerTools,
                    "LANGUAGE_OPERATOR_AUDIT_ENABLED",
                    audit));

    // Then
    assertThat(config.audit().enabled()).isEqualTo(expected);
  }

  static Stream<String> typedProperties() {
    return properties(OperatorConfig.class, "language-operator");
  }

  /** Those that cannot hold any text: times, numbers and choices. */
  private static Stream<String> properties(Class<?> group, String prefix) {
    return Arrays.stream(group.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .flatMap(
            method -> {
              String name =
                  prefix
                      + "."
                      + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
              Class<?> type = method.getReturnType();
              if (type.isInterface()) {
                return properties(type, name);
              }
              return type == int.class || type == Duration.class || type.isEnum()
                  ? Stream.of(name)
                  : Stream.empty();
            });
  }

  @ParameterizedTest
  @MethodSource("typedProperties")
  void aValueThatCannotBeReadIsRefusedWithItsName(String property) {
    // Given
    String variable = property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");

    // Then
    assertThatThrownBy(() -> EnvironmentConfig.of(Map.of(variable, "nonsense")))
        .hasMessageContaining(
            "The config property %s with the config value \"nonsense\"", property);
  }

  @Test
  void aChoiceThatDoesNotExistIsRefusedWithThoseThatDo() {
    // Then
    assertThatThrownBy(
            () -> EnvironmentConfig.of(Map.of("LANGUAGE_OPERATOR_REVOCATION_POLICY", "kill")))
        .hasMessageContaining("allowed values: ")
        .hasMessageContaining("keep")
        .hasMessageContaining("stop");
  }
}
