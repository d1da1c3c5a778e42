package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import io.langop.operator.pod.ProfilerName;
import io.langop.operator.pod.WatchedPod;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PodCapacityTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Target TARGET = Target.pending("web", TestPods.uid("web"), "main");

  private final PodCapacity capacity = new PodCapacity(2);

  @Test
  void profilersOfEarlierRunsCount() {
    // Given
    Pod one = profiled(TestPods.running("web", Map.of(), "main"));

    // Then
    assertThat(refusal(one)).isEmpty();
    assertThat(refusal(profiled(one)))
        .hasValueSatisfying(
            target -> {
              assertThat(target.state()).isEqualTo(State.Failed);
              assertThat(target.reason()).isEqualTo("TooManyProfilers");
              assertThat(target.message()).contains("has 2 profilers", "replace the pod");
            });
  }

  @Test
  void ephemeralContainersOfOthersDoNotCount() {
    // Given
    Pod debugged = TestPods.running("web", Map.of(), "main");
    for (int i = 0; i < 5; i++) {
      debugged = TestPods.withEphemeral(debugged, "debugger-" + i, TestPods.hasEnded(0));
    }

    // Then
    assertThat(refusal(debugged)).isEmpty();
  }

  private Optional<Target> refusal(Pod pod) {
    return capacity.refuse(TARGET, WatchedPod.of(pod), NOW);
  }

  private static Pod profiled(Pod pod) {
    String name = ProfilerName.of(UUID.randomUUID().toString(), 1);
    return TestPods.withEphemeral(pod, name, TestPods.hasEnded(0));
  }
}
