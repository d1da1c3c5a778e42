package io.langop.operator.cli.status;

import static io.langop.operator.cli.status.SomeConditions.SINCE;
import static io.langop.operator.cli.status.SomeConditions.condition;
import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.output.Style;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerToolSettingsExplainedTest {

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
            List.of(
                condition("ImageResolved", "False", reason, "why it is so"),
                condition("Complete", "False", reason, "why it is so")));
    StoredResource tool = SomeConditions.run(status);

    // When
    Report report =
        new PowerToolExplainer(Instant.parse(SINCE).plusSeconds(60), () -> false).explain(tool);

    // Then
    assertThat(String.join("\n", report.lines(new Style(false))))
        .contains(what, "why it is so", whoHelps);
  }
}
