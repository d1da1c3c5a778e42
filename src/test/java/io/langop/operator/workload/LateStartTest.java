package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentStatus;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.policy.AllowlistSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LateStartTest {
  private static final String OLD = "quay.io/a/b";
  private static final String NEW = "evil.com/x";

  private final AllowlistSnapshot onlyDockerHub =
      new AllowlistSnapshot.Loaded(
          1, "docker.io", RegistryAllowlist.parse("docker.io", Instant.EPOCH));

  @Test
  void whatRanBeforeItWasRefusedGoesOn() {
    assertThat(LateStart.is(status("False", OLD), running(OLD), onlyDockerHub, "default"))
        .isFalse();
  }

  @Test
  void whatAppearsAfterTheRefusalIsLate() {
    assertThat(LateStart.is(status("False", null), running(NEW), onlyDockerHub, "default"))
        .isTrue();
    assertThat(LateStart.is(status("False", OLD), running(NEW), onlyDockerHub, "default")).isTrue();
  }

  @Test
  void whatAppearsWhileThereIsNoListIsLate() {
    AllowlistSnapshot missing = new AllowlistSnapshot.Unavailable(1, "missing");
    assertThat(LateStart.is(status("Unknown", null), running(NEW), missing, "default")).isTrue();
  }

  @Test
  void aWorkloadWhoseStatusIsNotWrittenYetIsNotLate() {
    assertThat(LateStart.is(null, running(NEW), onlyDockerHub, "default")).isFalse();
    assertThat(LateStart.is(status("True", null), running(NEW), onlyDockerHub, "default"))
        .isFalse();
  }

  @Test
  void whatTheListAllowsIsNotLate() {
    assertThat(
            LateStart.is(
                status("False", OLD), running("docker.io/library/x"), onlyDockerHub, "default"))
        .isFalse();
  }

  @Test
  void whatWasStoppedForItAndIsScaledUpByHandIsStillLate() {
    // Given
    WorkloadStatus stored = status("False", NEW);

    // Then
    assertThat(LateStart.is(stored, running(NEW, Stop.STARTED_LATE), onlyDockerHub, "default"))
        .isTrue();
    assertThat(LateStart.is(stored, running(NEW, Stop.REVOKED), onlyDockerHub, "default"))
        .isFalse();
    assertThat(LateStart.is(stored, running(NEW), onlyDockerHub, "default")).isFalse();
  }

  @Test
  void theImageOfAVolumeThatAppearsAfterTheRefusalIsLate() {
    // Given
    WorkloadStatus stored = status("False", "docker.io/library/x");
    Rollout rollout = rollout("docker.io/library/x", List.of(NEW), Optional.empty());

    // Then
    assertThat(LateStart.is(stored, rollout, onlyDockerHub, "default")).isTrue();

    // When
    stored.setVolumeImages(List.of(NEW));

    // Then
    assertThat(LateStart.is(stored, rollout, onlyDockerHub, "default")).isFalse();
  }

  private static WorkloadStatus status(String validated, String image) {
    WorkloadStatus status = new LanguageAgentStatus();
    status.setImage(image);
    status.setConditions(
        List.of(
            new ConditionBuilder()
                .withType(WorkloadCondition.ImageValidated.name())
                .withStatus(validated)
                .build()));
    return status;
  }

  private static Rollout running(String image) {
    return rollout(image, Optional.empty());
  }

  private static Rollout running(String image, Stop stop) {
    return rollout(image, Optional.of(stop));
  }

  private static Rollout rollout(String image, Optional<Stop> stop) {
    return rollout(image, List.of(), stop);
  }

  private static Rollout rollout(String image, List<String> volumeImages, Optional<Stop> stop) {
    return new Rollout(
        image, volumeImages, List.of(image), 1, 1, true, Optional.empty(), List.of(), stop);
  }
}
