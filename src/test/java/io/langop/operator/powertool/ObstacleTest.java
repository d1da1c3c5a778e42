package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.condition.RunReason;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.api.toe.v1alpha1.Profiler;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObstacleTest {

  @Test
  void argumentsThatWereStoredBeforeTheSchemaBoundedThemAreRefusedForGood() {
    // Given
    List<String> most = List.of("ä".repeat(2_048), "x".repeat(4_096));
    List<String> tooMany = List.of("ä".repeat(2_048), "x".repeat(4_096), "x");

    // Then
    assertThat(Obstacle.ofArgs(spec(null), List.of())).isEmpty();
    assertThat(Obstacle.ofArgs(spec(most), List.of())).isEmpty();
    assertThat(Obstacle.ofArgs(spec(tooMany), List.of()))
        .hasValueSatisfying(
            obstacle -> {
              assertThat(obstacle.reason()).isEqualTo(RunReason.ArgumentsTooLong);
              assertThat(obstacle.message()).contains("8193 bytes", "8192");
              assertThat(obstacle.phase()).isEqualTo(Phase.Failed);
            });
  }

  @Test
  void argumentsOfTheSettingsCountTooAndMayBeShortenedAnyTime() {
    // Given
    List<String> own = List.of("x".repeat(6_000));

    // Then
    assertThat(Obstacle.ofArgs(spec(own), List.of("x".repeat(2_192)))).isEmpty();
    assertThat(Obstacle.ofArgs(spec(own), List.of("x".repeat(2_193))))
        .hasValueSatisfying(
            obstacle -> {
              assertThat(obstacle.message()).contains("settings", "8193 bytes");
              assertThat(obstacle.phase()).isEqualTo(Phase.Pending);
            });
  }

  @Test
  void thePhaseTellsWhoCanHelp() {
    assertThat(Obstacle.suspended().phase()).isEqualTo(Phase.Suspended);
    assertThat(Obstacle.noPods().phase()).isEqualTo(Phase.Pending);
  }

  private static PowerToolSpec spec(List<String> args) {
    PowerToolSpec spec = new PowerToolSpec();
    spec.setProfiler(new Profiler());
    spec.getProfiler().setArgs(args);
    return spec;
  }
}
