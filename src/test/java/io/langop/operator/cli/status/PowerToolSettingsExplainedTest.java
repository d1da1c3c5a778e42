package io.langop.operator.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.cluster.Resource;
import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.output.Style;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerToolSettingsExplainedTest {

  private static final String SINCE = "2026-01-01T00:00:00Z";

  @ParameterizedTest
  @CsvSource({
    "InvalidToolSettings, The settings of tool 'aperf' cannot be used, Have an administrator",
    "SettingsUnavailable, The settings of tool 'aperf' cannot be used, Have an administrator",
    "ToolNotAllowedHere, Tool 'aperf' may not be used in this namespace, Ask an administrator"
  })
  void whatSettingsKeepFromStartingIsForAnAdministrator(
      String reason, String what, String whoHelps) {
    // Given
    Map<String, Object> status =
        Map.of(
            "phase",
            "Pending",
            "conditions",
            List.of(condition("ImageResolved", reason), condition("Complete", reason)));
    Resource tool =
        new Resource(
            ResourceKind.POWER_TOOL,
            "demo",
            "run",
            1,
            SINCE,
            false,
            Map.of("profiler", Map.of("tool", "aperf")),
            status);

    // When
    Report report =
        new PowerToolExplainer(Instant.parse(SINCE).plusSeconds(60), () -> false).explain(tool);

    // Then
    assertThat(String.join("\n", report.lines(new Style(false))))
        .contains(what, "why it is so", whoHelps);
  }

  private static Map<String, Object> condition(String type, String reason) {
    return Map.of(
        "type",
        type,
        "status",
        "False",
        "reason",
        reason,
        "message",
        "why it is so",
        "lastTransitionTime",
        SINCE);
  }
}
