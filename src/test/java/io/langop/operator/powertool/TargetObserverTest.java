package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import io.langop.operator.pod.WatchedPod;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetObserverTest {

  private static final String CONTAINER = "profiler-1";
  private static final String IMAGE = "docker.io/your-registry/aperf:v1";
  private static final Instant INJECTED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Pod POD = TestPods.running("web", Map.of(), "main");
  private static final Target TARGET =
      Target.pending("web", TestPods.uid("web"), "main").injected(INJECTED);

  private final TargetObserver observer =
      new TargetObserver(
          CONTAINER,
          IMAGE,
          new Deadline(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMinutes(5)));

  @Test
  void aContainerThatRunsHasStartedWhenItsNodeSays() {
    // When
    Target target = observe(TARGET, TestPods.isRunning("2026-01-01T00:00:03Z"), 4);

    // Then
    assertThat(target.hasStarted()).isTrue();
    assertThat(target.start()).isEqualTo(INJECTED.plusSeconds(3));
  }

  @Test
  void aNodeWithAWrongClockDoesNotMoveTheDeadline() {
    // When
    Target behind = observe(TARGET, TestPods.isRunning("2025-12-31T00:00:00Z"), 4);
    Target ahead = observe(TARGET, TestPods.isRunning("2026-01-02T00:00:00Z"), 4);

    // Then
    assertThat(behind.start()).isEqualTo(INJECTED);
    assertThat(ahead.start()).isEqualTo(INJECTED.plusSeconds(4));
    assertThat(observe(ahead, TestPods.isRunning("2026-01-02T00:00:00Z"), 9)).isEqualTo(ahead);
  }

  @Test
  void exitCodeZeroIsCompleted() {
    // When
    Target target = observe(TARGET, TestPods.hasEnded(0), 12);

    // Then
    assertThat(target.state()).isEqualTo(State.Completed);
    assertThat(target.exitCode()).isZero();
    assertThat(target.end()).isEqualTo(INJECTED.plusSeconds(12));
  }

  @Test
  void anyOtherExitCodeIsFailed() {
    // When
    Target target = observe(TARGET, TestPods.hasEnded(3), 12);

    // Then
    assertThat(target.state()).isEqualTo(State.Failed);
    assertThat(target.exitCode()).isEqualTo(3);
    assertThat(target.message()).isEqualTo("The profiler ended with exit code 3");
  }

  @Test
  void aProfilerThatWasKilledIsToldWhy() {
    // When
    Target target = observe(TARGET, TestPods.hasEnded(137), 12);

    // Then
    assertThat(target.message())
        .isEqualTo(
            "The profiler ended with exit code 137: it was killed, as happens when the container that"
                + " it profiles ends, or when memory runs out");
  }

  @Test
  void anEndIsAnEndEvenAfterTheDeadline() {
    assertThat(observe(TARGET, TestPods.hasEnded(0), 1000).state()).isEqualTo(State.Completed);
  }

  @Test
  void aProfilerThatOutlivesDurationAndGraceHasFailed() {
    // Given
    Target started = observe(TARGET, TestPods.isRunning("2026-01-01T00:00:03Z"), 4);

    // Then
    assertThat(observe(started, TestPods.isRunning("2026-01-01T00:00:03Z"), 17)).isEqualTo(started);
    assertThat(observe(started, TestPods.isRunning("2026-01-01T00:00:03Z"), 18).reason())
        .isEqualTo("DeadlineExceeded");
  }

  @Test
  void whileItsImageIsPulledAProfilerHasMoreTime() {
    assertThat(observe(TARGET, TestPods.isWaiting("ContainerCreating"), 60).ended()).isFalse();
    assertThat(observe(TARGET, TestPods.isWaiting("ContainerCreating"), 300).reason())
        .isEqualTo("DeadlineExceeded");
    assertThat(observe(TARGET, TestPods.isWaiting("ImagePullBackOff"), 14).reason())
        .isEqualTo("ImagePullBackOff");
    assertThat(observe(TARGET, TestPods.isWaiting("ImagePullBackOff"), 15).message())
        .contains("has not started after 15s (ImagePullBackOff)");
  }

  @Test
  void inAPodWithInitContainersTheNodeSaysSoInAnotherWord() {
    assertThat(observe(TARGET, TestPods.isWaiting("PodInitializing"), 299).ended()).isFalse();
    assertThat(observe(TARGET, TestPods.isWaiting("PodInitializing"), 300).message())
        .contains("has not started after 5m (PodInitializing)");
  }

  @Test
  void aContainerThatTheNodeHasNotSeenIsAwaitedUntilTheDeadline() {
    assertThat(at(TARGET, Optional.of(POD), 14)).isEqualTo(TARGET);
    assertThat(at(TARGET, Optional.of(POD), 15).reason()).isEqualTo("DeadlineExceeded");
  }

  @Test
  void aPodThatIsGoneOrAnotherOneOfTheSameNameHasFailed() {
    // Given
    Pod successor = new PodBuilder(POD).editMetadata().withUid("other").endMetadata().build();

    // Then
    assertThat(at(TARGET, Optional.empty(), 1).reason()).isEqualTo("PodGone");
    assertThat(at(TARGET, Optional.of(successor), 1).reason()).isEqualTo("PodGone");
  }

  @Test
  void aPodThatEndedWithoutAWordOfTheProfilerHasFailed() {
    // Given
    Pod ended = new PodBuilder(POD).editStatus().withPhase("Succeeded").endStatus().build();

    // Then
    assertThat(at(TARGET, Optional.of(ended), 1).reason()).isEqualTo("PodEnded");
  }

  @Test
  void theImageThatRunsIsToldWhereItIsAnotherOne() {
    // Given
    Pod same = pod(IMAGE);
    Pod other = pod("harbor.corp/hub/aperf:v1");

    // Then
    assertThat(at(TARGET, Optional.of(same), 1).image()).isNull();
    assertThat(at(TARGET, Optional.of(other), 1).image()).isEqualTo("harbor.corp/hub/aperf:v1");
    assertThat(at(TARGET, Optional.of(pod("x".repeat(5_000))), 1).image()).hasSizeLessThan(513);
    assertThat(at(at(TARGET, Optional.of(other), 1), Optional.of(other), 15))
        .returns("DeadlineExceeded", Target::reason)
        .returns("harbor.corp/hub/aperf:v1", Target::image);
  }

  @Test
  void aContainerOfThePodThatRestartsEndsNoRun() {
    // Given
    Pod restarted =
        new PodBuilder(
                TestPods.withEphemeral(POD, CONTAINER, TestPods.isRunning("2026-01-01T00:00:03Z")))
            .editStatus()
            .addNewContainerStatus()
            .withName("main")
            .withRestartCount(3)
            .withNewState()
            .withNewWaiting()
            .withReason("CrashLoopBackOff")
            .endWaiting()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();

    // Then
    assertThat(at(TARGET, Optional.of(restarted), 4).hasStarted()).isTrue();
  }

  private static Pod pod(String image) {
    return new PodBuilder(TestPods.withEphemeral(POD, CONTAINER, TestPods.isWaiting("x")))
        .editSpec()
        .editFirstEphemeralContainer()
        .withImage(image)
        .endEphemeralContainer()
        .endSpec()
        .build();
  }

  private Target observe(Target target, ContainerState state, int seconds) {
    return at(target, Optional.of(TestPods.withEphemeral(POD, CONTAINER, state)), seconds);
  }

  private Target at(Target target, Optional<Pod> pod, int seconds) {
    return observer.observe(target, pod.map(WatchedPod::of), INJECTED.plusSeconds(seconds));
  }
}
