package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.langop.operator.api.condition.RunCondition;
import io.langop.operator.api.condition.RunReason;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.catalog.Resolution;
import io.langop.operator.image.ImageReference;
import io.langop.operator.settings.ToolSettings;
import io.langop.operator.status.Conditions;
import io.langop.operator.support.SettableClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunStatusFactoryTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Resolution.Found FOUND =
      new Resolution.Found(
          "aperf", (ImageReference) ImageReference.parse("docker.io/acme/aperf:1"));
  private static final Resolution NOT_FOUND = new Resolution.NotFound("apref", "aperf");
  private static final Failure FAILURE =
      new Failure(500, RunReason.ApiServerFailed, "The API server answered: no");

  private final SettableClock clock = new SettableClock(NOW);
  private final RunStatusFactory statuses = new RunStatusFactory(clock);
  private final PowerTool tool = tool();

  @Test
  void aToolWithoutAnImageWaitsForOne() {
    // When
    PowerToolStatus status = statuses.waiting(tool, NOT_FOUND, Obstacle.unresolved(NOT_FOUND));

    // Then
    String message = "Tool 'apref' is not in the profiler image catalog. Available: aperf";
    assertThat(status.getPhase()).isEqualTo(Phase.Pending);
    assertThat(status.getStartTime()).isNull();
    assertThat(text(status, RunCondition.ImageResolved)).isEqualTo("False ToolNotFound " + message);
    assertThat(text(status, RunCondition.TargetsFound))
        .isEqualTo("Unknown NotStarted Pods are looked for when the run can start");
    assertThat(text(status, RunCondition.Complete)).isEqualTo("False ToolNotFound " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "NO_CATALOG, Unknown CatalogUnavailable",
    "NO_SETTINGS, Unknown SettingsUnavailable",
    "INVALID_SETTINGS, False InvalidToolSettings"
  })
  void whatIsMissingIsUnknownAndAMistakeIsARefusal(Resolution.Cause cause, String told) {
    // Given
    Resolution undecided = new Resolution.Undecided(cause, "These words");

    // When
    PowerToolStatus status = statuses.waiting(tool, undecided, Obstacle.unresolved(undecided));

    // Then
    assertThat(text(status, RunCondition.ImageResolved)).isEqualTo(told + " These words");
  }

  @Test
  void aRunWithoutPodsSaysSoWhereTargetsAre() {
    // When
    PowerToolStatus status = statuses.waiting(tool, FOUND, Obstacle.noPods());

    // Then
    assertThat(text(status, RunCondition.ImageResolved))
        .isEqualTo("True ToolFound Tool 'aperf' is image 'docker.io/acme/aperf:1'");
    assertThat(text(status, RunCondition.TargetsFound)).startsWith("False NoMatchingPods ");
    assertThat(text(status, RunCondition.Complete)).startsWith("False NoMatchingPods ");
  }

  @Test
  void aStartFixesWhatTheRunIsAbout() {
    // When
    PowerToolStatus status = start();

    // Then
    assertThat(status.getStartTime()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(status.getResolvedImage()).isEqualTo("docker.io/acme/aperf:1");
    assertThat(status.getPhase()).isEqualTo(Phase.Pending);
    assertThat(status.getProgress()).isEqualTo("0/1");
    assertThat(text(status, RunCondition.TargetsFound))
        .isEqualTo("True PodsFound Pods that matched when the run started: 1");
    assertThat(text(status, RunCondition.Complete))
        .isEqualTo("False InProgress The run is in progress");
  }

  @Test
  void anInterruptionIsToldUntilTheRunHasEnded() {
    // Given
    tool.setStatus(start());
    Run ended = Run.starting(List.of(target().completed(NOW, NOW)));

    // When
    PowerToolStatus interrupted =
        statuses.running(tool, Run.starting(List.of(target())), Optional.of(FAILURE));
    PowerToolStatus completed = statuses.running(tool, ended, Optional.of(FAILURE));

    // Then
    assertThat(text(interrupted, RunCondition.Complete))
        .isEqualTo("False ApiServerFailed The API server answered: no");
    assertThat(text(completed, RunCondition.Complete))
        .isEqualTo("True Completed Targets completed: 1");
    assertThat(completed.getCompletionTime()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void aFailureIsToldWhereverTheRunStands() {
    // When
    PowerToolStatus waiting = statuses.failed(tool, FOUND, FAILURE);
    tool.setStatus(start());
    PowerToolStatus begun = statuses.failed(tool, FOUND, FAILURE);

    // Then
    assertThat(text(waiting, RunCondition.Complete)).startsWith("False ApiServerFailed ");
    assertThat(waiting.getStartTime()).isNull();
    assertThat(text(begun, RunCondition.Complete)).startsWith("False ApiServerFailed ");
    assertThat(begun.getStartTime()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void aFinishedRunStaysAsItWasWhenItsDeletionFails() {
    // Given
    tool.setStatus(start());
    tool.setStatus(
        statuses.running(
            tool, Run.starting(List.of(target().completed(NOW, NOW))), Optional.empty()));

    // When
    PowerToolStatus status = statuses.failed(tool, FOUND, FAILURE);

    // Then
    assertThat(status.getPhase()).isEqualTo(Phase.Completed);
    assertThat(text(status, RunCondition.Complete)).startsWith("True Completed ");
    assertThat(text(status, RunCondition.Expired)).startsWith("False ApiServerFailed ");
  }

  @Test
  void aStatusTellsOneResolutionWordForWord() {
    // When
    PowerToolStatus status = statuses.waiting(tool, NOT_FOUND, Obstacle.unresolved(NOT_FOUND));

    // Then
    assertThat(RunStatusFactory.tells(status, NOT_FOUND)).isTrue();
    assertThat(RunStatusFactory.tells(status, FOUND)).isFalse();
    assertThat(RunStatusFactory.tells(status, new Resolution.NotFound("apref", "other"))).isFalse();
    assertThat(RunStatusFactory.tells(null, NOT_FOUND)).isFalse();
  }

  private PowerToolStatus start() {
    return statuses.starting(tool, FOUND, ToolSettings.NONE, Run.starting(List.of(target())));
  }

  private static Target target() {
    return Target.pending("web", TestPods.uid("web"), "main");
  }

  private static PowerTool tool() {
    PowerTool tool = new PowerTool();
    tool.setMetadata(
        new ObjectMetaBuilder()
            .withName("run")
            .withNamespace("demo")
            .withUid("00000000-0000-0000-0000-000000000001")
            .withGeneration(2L)
            .build());
    tool.setSpec(new PowerToolSpec());
    return tool;
  }

  private static String text(PowerToolStatus status, RunCondition type) {
    Condition condition = Conditions.find(status.getConditions(), type).orElseThrow();
    return String.join(" ", condition.getStatus(), condition.getReason(), condition.getMessage());
  }
}
