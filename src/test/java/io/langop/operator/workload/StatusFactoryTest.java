package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentStatus;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus.Phase;
import io.langop.operator.image.ImageReference;
import io.langop.operator.status.Conditions;
import io.langop.operator.support.SettableClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusFactoryTest {

  private static final String IMAGE = "docker.io/library/web:1";
  private static final Verdict ALLOWED = verdict("docker.io");
  private static final Verdict DENIED = verdict("ghcr.io");
  private static final Verdict UNAVAILABLE = new Verdict.Unavailable("There is no list");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final StatusFactory<LanguageAgent, LanguageAgentStatus> statuses =
      new StatusFactory<>(new Agents(), clock);
  private final LanguageAgent agent = agent();

  @Test
  void aWorkloadThatRunsAsItsSpecSaysIsReady() {
    // When
    LanguageAgentStatus status = status(ALLOWED, Optional.of(rollout(1, 1, true, null)), null);

    // Then
    assertThat(status.getPhase()).isEqualTo(Phase.Running);
    assertThat(status.getImage()).isEqualTo(IMAGE);
    assertThat(status.getReadyReplicas()).isEqualTo(1);
    assertThat(status.getObservedGeneration()).isEqualTo(3);
    assertThat(validated(status))
        .isEqualTo("True RegistryAllowed Image registry 'docker.io' is in whitelist");
    assertThat(ready(status)).isEqualTo("True WorkloadReady 1 of 1 pods are ready");
  }

  @Test
  void aWorkloadOnItsWaySaysHowFarItIs() {
    // When
    LanguageAgentStatus before = status(ALLOWED, Optional.empty(), null);
    LanguageAgentStatus begun = status(ALLOWED, Optional.of(rollout(2, 0, false, null)), null);
    LanguageAgentStatus stopped = status(ALLOWED, Optional.of(rollout(0, 0, true, null)), null);

    // Then
    assertThat(before.getPhase()).isEqualTo(Phase.Pending);
    assertThat(ready(before))
        .isEqualTo("False WorkloadProgressing The workload does not exist yet");
    assertThat(begun.getPhase()).isEqualTo(Phase.Pending);
    assertThat(ready(begun)).isEqualTo("False WorkloadProgressing 0 of 2 pods are ready");
    assertThat(stopped.getPhase()).isEqualTo(Phase.Suspended);
    assertThat(ready(stopped)).isEqualTo("False Suspended The workload is scaled to zero");
  }

  @Test
  void ofADeploymentThatMakesNoProgressTheOwnReasonIsShown() {
    // Given
    DeploymentCondition failure =
        new DeploymentConditionBuilder()
            .withReason("FailedCreate")
            .withMessage("exceeded quota")
            .build();

    // When
    LanguageAgentStatus status = status(ALLOWED, Optional.of(rollout(1, 0, false, failure)), null);
    LanguageAgentStatus silent =
        status(
            ALLOWED,
            Optional.of(rollout(1, 0, false, new DeploymentConditionBuilder().build())),
            null);

    // Then
    assertThat(status.getPhase()).isEqualTo(Phase.Failed);
    assertThat(ready(status)).isEqualTo("False FailedCreate 0 of 1 pods are ready: exceeded quota");
    assertThat(ready(silent)).isEqualTo("False Unknown 0 of 1 pods are ready");
  }

  @Test
  void aRefusedImageIsToldAndWhatRunsIsNamed() {
    // When
    LanguageAgentStatus nothing = status(DENIED, Optional.empty(), null);
    LanguageAgentStatus frozen = status(DENIED, Optional.of(rollout(1, 1, true, null)), null);

    // Then
    assertThat(validated(nothing))
        .isEqualTo(
            "False RegistryNotAllowed Image registry 'docker.io' is not in whitelist. Allowed:"
                + " ghcr.io");
    assertThat(ready(nothing))
        .isEqualTo("False ImageNotValidated The image is not validated, so nothing runs");
    assertThat(frozen.getPhase()).isEqualTo(Phase.Running);
    assertThat(ready(frozen))
        .isEqualTo(
            "False ImageNotValidated The image is not validated; the workload keeps running image"
                + " 'docker.io/library/web:1' and is not changed until it is");
  }

  @Test
  void aMissingListIsUnknownAndNoRefusal() {
    assertThat(validated(status(UNAVAILABLE, Optional.empty(), null)))
        .isEqualTo("Unknown AllowlistUnavailable There is no list");
  }

  @Test
  void aProblemOfAnAllowedWorkloadIsItsReason() {
    // When
    LanguageAgentStatus status =
        status(ALLOWED, Optional.empty(), Problem.rejected("exceeded quota"));

    // Then
    assertThat(status.getPhase()).isEqualTo(Phase.Failed);
    assertThat(ready(status))
        .isEqualTo("False WorkloadRejected The API server refused the workload: exceeded quota");
  }

  @Test
  void whatOnlyHasToWaitHasNotFailed() {
    for (Problem waiting : List.of(Problem.terminating(), Problem.unproved())) {
      // When
      LanguageAgentStatus status = status(ALLOWED, Optional.empty(), waiting);

      // Then
      assertThat(status.getPhase()).isEqualTo(Phase.Pending);
      assertThat(ready(status)).isEqualTo("False " + waiting.reason() + " " + waiting.message());
    }
  }

  @Test
  void anUnreadableResourceSaysNothingOfItsImage() {
    // When
    LanguageAgentStatus status = statuses.unreadable(agent, Optional.empty(), Optional.empty());

    // Then
    assertThat(validated(status)).startsWith("Unknown UnreadableResource ");
    assertThat(ready(status)).startsWith("False UnreadableResource ");
  }

  @Test
  void theTimeOfAConditionMovesOnlyWithItsStatus() {
    // Given
    agent.setStatus(status(DENIED, Optional.empty(), null));
    clock.set(Instant.parse("2026-01-01T01:00:00Z"));

    // When
    LanguageAgentStatus later = status(ALLOWED, Optional.empty(), null);

    // Then
    assertThat(later.getConditions())
        .extracting(Condition::getLastTransitionTime)
        .containsExactly("2026-01-01T01:00:00Z", "2026-01-01T00:00:00Z");
  }

  @Test
  void aStatusTellsOneVerdictWordForWord() {
    // When
    LanguageAgentStatus status = status(DENIED, Optional.empty(), null);

    // Then
    assertThat(StatusFactory.tells(status, DENIED)).isTrue();
    assertThat(StatusFactory.tells(status, ALLOWED)).isFalse();
    assertThat(StatusFactory.tells(status, verdict("quay.io"))).isFalse();
    assertThat(StatusFactory.tells(null, DENIED)).isFalse();
  }

  private LanguageAgentStatus status(Verdict verdict, Optional<Rollout> rollout, Problem problem) {
    return statuses.status(agent, verdict, rollout, Optional.empty(), Optional.ofNullable(problem));
  }

  private static LanguageAgent agent() {
    LanguageAgent agent = new LanguageAgent();
    agent.setMetadata(
        new ObjectMetaBuilder().withName("web").withNamespace("demo").withGeneration(3L).build());
    return agent;
  }

  private static Rollout rollout(
      int wanted, int ready, boolean complete, DeploymentCondition failure) {
    return new Rollout(
        IMAGE,
        List.of(),
        List.of(IMAGE),
        wanted,
        ready,
        complete,
        Optional.ofNullable(failure),
        List.of(),
        Optional.empty());
  }

  private static Verdict verdict(String list) {
    return RegistryAllowlist.parse(list, Instant.EPOCH).decide(IMAGE, "demo");
  }

  private static String validated(LanguageAgentStatus status) {
    return text(status, WorkloadCondition.ImageValidated);
  }

  private static String ready(LanguageAgentStatus status) {
    return text(status, WorkloadCondition.Ready);
  }

  private static String text(LanguageAgentStatus status, WorkloadCondition type) {
    Condition condition = Conditions.find(status.getConditions(), type).orElseThrow();
    return String.join(" ", condition.getStatus(), condition.getReason(), condition.getMessage());
  }

  /** A kind that has nothing of its own. */
  private static final class Agents implements WorkloadKind<LanguageAgent, LanguageAgentStatus> {

    @Override
    public Class<LanguageAgent> resourceClass() {
      return LanguageAgent.class;
    }

    @Override
    public String component() {
      return "agent";
    }

    @Override
    public LanguageAgent newResource() {
      return new LanguageAgent();
    }

    @Override
    public LanguageAgentStatus newStatus() {
      return new LanguageAgentStatus();
    }

    @Override
    public Deployment deployment(LanguageAgent resource, ImageReference image) {
      return new Deployment();
    }

    @Override
    public boolean hasService() {
      return false;
    }

    @Override
    public Optional<Service> service(LanguageAgent resource) {
      return Optional.empty();
    }

    @Override
    public void completeStatus(LanguageAgentStatus status, Optional<Service> service) {
      // It has nothing to add.
    }
  }
}
