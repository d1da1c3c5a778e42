package io.langop.operator.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.support.EmptyCluster;
import io.langop.operator.support.NoCluster;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that cannot do its work ends with the exit code 1 and one sentence that says why. */
@QuarkusMainTest
@TestProfile(NoCluster.class)
class StartRefusalTest {

  static Arguments[] refusals() {
    return new Arguments[] {
      Arguments.of(
          Map.of("language-operator.verify-interval", "0s"),
          "language-operator.verify-interval must be at least 1s"),
      Arguments.of(
          Map.of(
              "language-operator.leader-election.enabled", "true",
              "language-operator.leader-election.lease-duration", "10s"),
          "language-operator.leader-election.lease-duration must be longer than the renew-deadline"),
      Arguments.of(
          Map.of(EmptyCluster.MODE, EmptyCluster.WITHOUT_CRDS),
          "CustomResourceDefinition 'languageagents.langop.io' is not installed; install the CRDs"),
    };
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void theProcessEndsWithOneSentence(
      Map<String, String> properties, String sentence, QuarkusMainLauncher launcher) {
    // When
    LaunchResult result = launch(properties, launcher);

    // Then
    assertThat(result.exitCode()).isOne();
    assertThat(result.getOutput().lines().filter(line -> line.contains("FATAL")))
        .singleElement()
        .asString()
        .contains(sentence);
    assertThat(result.getOutput()).doesNotContain("\tat ");
  }

  @Test
  void aValueThatCannotBeReadEndsTheProcessWithItsName(QuarkusMainLauncher launcher) {
    // When
    LaunchResult result = launch(Map.of("language-operator.verify-interval", "often"), launcher);

    // Then
    assertThat(result.exitCode()).isOne();
    assertThat(result.getOutput() + result.getErrorOutput())
        .contains(
            "The config property language-operator.verify-interval with the config value \"often\"");
  }

  private static LaunchResult launch(Map<String, String> properties, QuarkusMainLauncher launcher) {
    properties.forEach(System::setProperty);
    try {
      return launcher.launch();
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }
}
