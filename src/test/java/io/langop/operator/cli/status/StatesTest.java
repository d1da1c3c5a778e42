package io.langop.operator.cli.status;

import static io.langop.operator.cli.status.SomeConditions.SINCE;
import static io.langop.operator.cli.status.SomeConditions.condition;
import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.condition.RunReason;
import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.cli.OutputSchema;
import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.output.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever reason the operator gives, its state is one that users were told of. */
class StatesTest {

  private static final Instant NOW = Instant.parse(SINCE).plusSeconds(60);
  private static final ConfigMapPlace PLACE =
      new ConfigMapPlace("kube-system", "operator-config", "allowed-registries");
  private static final OutputSchema SCHEMA = new OutputSchema();

  @ParameterizedTest
  @EnumSource
  void everyReasonOfAnAgentLeadsToAStateThatUsersWereToldOf(WorkloadReason reason)
      throws IOException {
    for (String validated : List.of("True", "False", "Unknown")) {
      // When
      Report report = agent(validated, reason);

      // Then
      assertIsDescribed("workloadStatus", report.state());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonOfARunLeadsToAStateThatUsersWereToldOf(RunReason reason) throws IOException {
    // When
    Report report = run(Map.of("phase", "Pending", "conditions", conditions(reason)));

    // Then
    assertIsDescribed("powerToolStatus", report.state());
  }

  @ParameterizedTest
  @CsvSource({
    "AllowlistNotConfirmed, waiting, see whether the operator is ready",
    "Terminating, deleting, kubectl get languageagent my-agent -n demo -o yaml"
  })
  void whatEndsByItselfIsNoFailureOfAnAgent(WorkloadReason reason, String state, String next) {
    // When
    Report report = agent("True", reason);

    // Then
    assertThat(report.state()).isEqualTo(state);
    assertThat(report.good()).isTrue();
    assertThat(text(report)).contains("why it is so", next).doesNotContain("ERROR");
  }

  @ParameterizedTest
  @EnumSource(names = {"ApiServerRefused", "ApiServerFailed", "UnexpectedError"})
  void anAttemptThatFailedIsMadeAgainWithoutAnEdit(RunReason reason) {
    // When
    Report report = run(Map.of("phase", "Pending", "conditions", conditions(reason)));

    // Then
    assertThat(report.state()).isEqualTo("retrying");
    assertThat(report.good()).isFalse();
    assertThat(text(report)).contains("why it is so", "again by itself").doesNotContain("edit");
  }

  @ParameterizedTest
  @EnumSource(names = {"ApiServerRefused", "ApiServerFailed", "UnexpectedError"})
  void whatHoldsUpARunThatHasBegunIsTold(RunReason reason) {
    // When
    Report report =
        run(Map.of("phase", "InProgress", "startTime", SINCE, "conditions", conditions(reason)));

    // Then
    assertThat(report.state()).isEqualTo("running");
    assertThat(text(report)).contains("why it is so. The operator tries again by itself.");
  }

  @Test
  void aRunThatMakesProgressHasNothingToTellOfIt() {
    // When
    Report report =
        run(
            Map.of(
                "phase",
                "InProgress",
                "startTime",
                SINCE,
                "conditions",
                conditions(RunReason.InProgress)));

    // Then
    assertThat(text(report)).doesNotContain("why it is so");
  }

  private static void assertIsDescribed(String definition, String state) throws IOException {
    assertThat(SCHEMA.values(definition, "state")).contains(state);
    assertThat(Files.readAllLines(Path.of("docs/reference/cli.md")))
        .as("a row of the table of states")
        .anyMatch(line -> line.startsWith("|") && line.split("\\|")[1].contains("`" + state + "`"));
  }

  private static List<Object> conditions(RunReason reason) {
    return List.of(
        condition("ImageResolved", "True", "ToolFound", "Tool 'aperf' has an image"),
        condition("Complete", "False", reason.name(), "why it is so"));
  }

  private static Report agent(String validated, WorkloadReason reason) {
    Map<String, Object> status =
        Map.of(
            "phase",
            "Pending",
            "conditions",
            List.of(
                condition("ImageValidated", validated, reason.name(), "why it is so"),
                condition("Ready", "False", reason.name(), "why it is so")));
    StoredResource agent =
        new StoredResource(
            ResourceKind.AGENT,
            "demo",
            "my-agent",
            1,
            SINCE,
            false,
            Map.of("image", "docker.io/x"),
            status);
    return new WorkloadExplainer(PLACE, Optional.empty(), NOW).explain(agent);
  }

  private static Report run(Map<String, Object> status) {
    StoredResource tool = SomeConditions.run(status);
    return new PowerToolExplainer(NOW, () -> false).explain(tool);
  }

  private static String text(Report report) {
    return String.join("\n", report.lines(new Style(false)));
  }
}
