package io.langop.operator.cli.status;

import static io.langop.operator.cli.status.SomeConditions.SINCE;
import static io.langop.operator.cli.status.SomeConditions.condition;
import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.output.Style;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PowerToolExplainerTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:05:00Z");

  @Test
  void aSuspendedRunTellsHowItIsResumed() {
    // Given
    Map<String, Object> before = Map.of("phase", "Suspended", "conditions", conditions());
    Map<String, Object> begun =
        Map.of(
            "phase",
            "Suspended",
            "startTime",
            SINCE,
            "counts",
            Map.of("total", 3, "completed", 1),
            "conditions",
            conditions());

    // Then
    assertThat(text(before, false))
        .contains("Suspended before its start", "spec.suspend is true")
        .contains("kubectl patch powertool run -n demo --type=merge", "\"suspend\":false");
    assertThat(text(begun, false)).contains("Suspended, 1 of 3 targets completed");
  }

  @Test
  void wherePowerToolsAreSwitchedOffEachThatHasNotEndedSaysSo() {
    // Given
    Map<String, Object> ended =
        Map.of(
            "phase",
            "Completed",
            "startTime",
            SINCE,
            "completionTime",
            SINCE,
            "conditions",
            conditions());

    // Then
    assertThat(text(Map.of(), true)).contains("PowerTools are switched off in this cluster");
    assertThat(text(Map.of(), false)).doesNotContain("switched off");
    assertThat(text(ended, true)).doesNotContain("switched off");
  }

  private static List<Object> conditions() {
    return List.of(
        condition("ImageResolved", "True", "ToolFound", "Tool 'aperf' has an image"),
        condition("Complete", "False", "Suspended", "spec.suspend is true"));
  }

  private static String text(Map<String, Object> status, boolean switchedOff) {
    StoredResource tool = SomeConditions.run(status);
    Report report = new PowerToolExplainer(NOW, () -> switchedOff).explain(tool);
    return String.join("\n", report.lines(new Style(false)));
  }
}
