package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.api.toe.v1alpha1.Profiler;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import io.langop.operator.pod.ProfilerName;
import io.langop.operator.pod.WatchedPod;
import io.langop.operator.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a pass decides before it asks the API server, which nobody answers for here. */
class ProgressTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String UID = "00000000-0000-0000-0000-000000000001";
  private static final String OTHER_UID = "00000000-0000-0000-0000-000000000002";
  private static final String CONTAINER = ProfilerName.of(UID, 1);

  private final SettableClock clock = new SettableClock(NOW);
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(new ConfigBuilder(Config.empty()).withMasterUrl("http://127.0.0.1:1").build())
          .build();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void aProfilerThatRunsIsLookedAtWhenItsTimeIsOver() {
    // Given
    Pod pod =
        TestPods.withEphemeral(pod("web"), CONTAINER, TestPods.isRunning("2026-01-01T00:00:00Z"));

    // When
    Progress progress = pass(1, 10, target("web").injected(NOW), pod);

    // Then
    assertThat(only(progress).hasStarted()).isTrue();
    assertThat(progress.next()).contains(Duration.ofSeconds(15));
    assertThat(progress.interruption()).isEmpty();
  }

  @Test
  void aProfilerWhosePodIsGoneHasFailed() {
    // When
    Progress progress = pass(1, 10, target("web").injected(NOW), null);

    // Then
    assertThat(only(progress).reason()).isEqualTo("PodGone");
    assertThat(progress.run().ended()).isTrue();
    assertThat(progress.next()).isEmpty();
  }

  @Test
  void aPodWhoseTurnHasNotComeWaitsWithoutATime() {
    // When
    Progress progress = pass(0, 10, target("web"), pod("web"));

    // Then
    assertThat(only(progress)).isEqualTo(target("web"));
    assertThat(progress.next()).isEmpty();
  }

  @Test
  void aPodThatIsFullFailsBeforeAnyRequest() {
    // When
    Progress progress = pass(1, 0, target("web"), pod("web"));

    // Then
    assertThat(only(progress).reason()).isEqualTo("TooManyProfilers");
    assertThat(progress.interruption()).isEmpty();
  }

  @Test
  void aPodThatAnotherRunProfilesIsLookedAtAgainAfterAMinute() {
    // Given
    Pod pod =
        TestPods.withEphemeral(
            pod("web"), ProfilerName.of(OTHER_UID, 1), TestPods.isRunning("2026-01-01T00:00:00Z"));

    // When
    Progress progress = pass(1, 10, target("web"), pod);

    // Then
    assertThat(only(progress).state()).isEqualTo(State.Conflicted);
    assertThat(only(progress).message()).isEqualTo("PowerTool 'other' is profiling this pod");
    assertThat(progress.next()).contains(Duration.ofMinutes(1));
  }

  @Test
  void anApiServerThatDoesNotAnswerInterruptsThePassAndChangesNoTarget() {
    // When
    Progress progress = pass(1, 10, target("web"), pod("web"));

    // Then
    assertThat(progress.interruption()).isPresent();
    assertThat(only(progress)).isEqualTo(target("web"));
  }

  private Progress pass(int limit, int capacity, Target target, Pod pod) {
    Optional<WatchedPod> watched = Optional.ofNullable(pod).map(WatchedPod::of);
    return Progress.of(
        Run.starting(List.of(target)),
        new Progress.Tools(
            new TargetObserver(
                CONTAINER,
                "docker.io/acme/aperf:1",
                new Deadline(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ZERO)),
            new Injector(
                tool("run", UID),
                new OtherRuns(
                    tool("run", UID),
                    uid -> uid.equals(OTHER_UID) ? List.of(tool("other", OTHER_UID)) : List.of(),
                    client),
                new PodCapacity(capacity),
                client,
                clock),
            () -> limit,
            asked -> watched,
            asked -> watched,
            clock));
  }

  private static Target only(Progress progress) {
    return progress.run().targets().get(0);
  }

  private static Target target(String pod) {
    return Target.pending(pod, TestPods.uid(pod), "main");
  }

  private static Pod pod(String name) {
    return TestPods.running(name, Map.of(), "main");
  }

  private static PowerTool tool(String name, String uid) {
    PowerTool tool = new PowerTool();
    tool.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace("demo")
            .withUid(uid)
            .withGeneration(1L)
            .build());
    PowerToolSpec spec = new PowerToolSpec();
    spec.setProfiler(new Profiler());
    tool.setSpec(spec);
    if (uid.equals(UID)) {
      PowerToolStatus status = new PowerToolStatus();
      status.setContainerName(CONTAINER);
      status.setResolvedImage("docker.io/acme/aperf:1");
      tool.setStatus(status);
    }
    return tool;
  }
}
