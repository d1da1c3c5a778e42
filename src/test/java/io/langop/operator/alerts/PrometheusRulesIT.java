package io.langop.operator.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.testcluster.PrometheusPrograms;
import io.langop.operator.testcluster.PrometheusPrograms.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alerts as Prometheus' own tool sees them. */
class PrometheusRulesIT {
  private static final Path TESTS = Path.of("src/test/resources/io/langop/operator/alerts");

  private static PrometheusPrograms programs;

  @BeforeAll
  static void find() {
    programs = PrometheusPrograms.find();
  }

  @Test
  void thePlainRulesFileIsValid() {
    // When
    Result result =
        programs.promtool(
            "check", "rules", "--lint=all", "--lint-fatal", AlertRules.FILE.toString());

    // Then
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).contains(AlertRules.all().size() + " rules found");
  }

  @ParameterizedTest
  @MethodSource("io.langop.operator.alerts.AlertRules#names")
  void anAlertFiresWhenItShouldAndOnlyThen(String name) throws IOException {
    // Given a test with both
    Path test = TESTS.resolve(name + ".test.yaml");
    assertThat(expectations(test, name))
        .as("numbers of alerts that %s expects", test)
        .contains(0)
        .anyMatch(count -> count > 0);

    // When
    Result result = programs.promtool("test", "rules", test.toString());

    // Then
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  @Test
  void thereIsNoTestOfAnAlertThatIsGone() throws IOException {
    // When
    try (Stream<Path> files = Files.list(TESTS)) {
      List<String> tested =
          files.map(file -> file.getFileName().toString().replace(".test.yaml", "")).toList();

      // Then
      assertThat(tested).containsExactlyInAnyOrderElementsOf(AlertRules.names());
    }
  }

  /** How many alerts each check of a test expects. */
  private static List<Integer> expectations(Path test, String alert) throws IOException {
    Map<?, ?> content = Serialization.unmarshal(Files.readString(test), Map.class);
    return maps(content.get("tests"))
        .flatMap(group -> maps(group.get("alert_rule_test")))
        .filter(check -> alert.equals(check.get("alertname")))
        .map(check -> ((List<?>) check.get("exp_alerts")).size())
        .toList();
  }

  private static Stream<Map<?, ?>> maps(Object list) {
    return ((List<?>) list).stream().map(item -> (Map<?, ?>) item);
  }
}
