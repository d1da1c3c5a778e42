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

class StopRuleTest {

  private static final String ALLOWED = "docker.io/library/x";
  private static final String REFUSED = "evil.com/x";

  private final AllowlistSnapshot list =
      new AllowlistSnapshot.Loaded(
          1, "docker.io", RegistryAllowlist.parse("docker.io", Instant.EPOCH));

  @Test
  void whereRevokedImagesAreStoppedWhatRanBeforeIsStoppedToo() {
    assertThat(new StopRule(true).stops(refused(REFUSED), running(REFUSED), list, "ns"))
        .contains(Stop.REVOKED);
  }

  @Test
  void whereTheyAreNotOnlyWhatWasStartedLateIsStopped() {
    // Given
    StopRule rule = new StopRule(false);

    // Then
    assertThat(rule.stops(refused(REFUSED), running(REFUSED), list, "ns")).isEmpty();
    assertThat(rule.stops(refused(null), running(REFUSED), list, "ns")).contains(Stop.STARTED_LATE);
  }

  @Test
  void whatIsAllowedRuns() {
    assertThat(new StopRule(true).stops(refused(null), running(ALLOWED), list, "ns")).isEmpty();
  }

  @Test
  void aMissingListRevokesNothing() {
    // Given
    AllowlistSnapshot missing = new AllowlistSnapshot.Unavailable(1, "missing");

    // Then
    assertThat(new StopRule(true).stops(refused(REFUSED), running(REFUSED), missing, "ns"))
        .isEmpty();
  }

  private static WorkloadStatus refused(String image) {
    WorkloadStatus status = new LanguageAgentStatus();
    status.setImage(image);
    status.setConditions(
        List.of(
            new ConditionBuilder()
                .withType(WorkloadCondition.ImageValidated.name())
                .withStatus("False")
                .build()));
    return status;
  }

  private static Rollout running(String image) {
    return new Rollout(
        image,
        List.of(),
        List.of(image),
        1,
        1,
        true,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
