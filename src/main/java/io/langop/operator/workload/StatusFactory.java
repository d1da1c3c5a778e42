package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.CustomResource;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus.Phase;
import io.langop.operator.client.ServerMessage;
import io.langop.operator.image.VisibleText;
import io.langop.operator.reading.UnreadableReporter;
import io.langop.operator.status.Conditions;
import io.langop.operator.status.Conditions.Status;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Says in a status what was decided and what runs.
 *
 * @param <P> the custom resource
 * @param <T> its status
 */
final class StatusFactory<
    P extends CustomResource<? extends WorkloadSpec, T>, T extends WorkloadStatus> {

  /** Longer than every valid image reference. */
  private static final int MAX_IMAGE = 1_000;

  private final WorkloadKind<P, T> kind;
  private final Clock clock;

  StatusFactory(WorkloadKind<P, T> kind, Clock clock) {
    this.kind = kind;
    this.clock = clock;
  }

  /** The status of {@code resource}, given the verdict on its image and what exists. */
  T status(
      P resource,
      Verdict verdict,
      Optional<Rollout> rollout,
      Optional<Service> service,
      Optional<Problem> problem) {
    Conditions conditions = conditions(resource);
    T status = described(resource, rollout, service, problem);
    status.setConditions(
        List.of(
            conditions.next(
                WorkloadCondition.ImageValidated,
                validated(verdict),
                verdict.reason(),
                verdict.message()),
            ready(conditions, verdict, rollout, problem)));
    return status;
  }

  /** The status of a resource whose spec cannot be read: nothing is known but what runs. */
  T unreadable(P resource, Optional<Rollout> rollout, Optional<Service> service) {
    Conditions conditions = conditions(resource);
    String message = UnreadableReporter.message(resource);
    T status = described(resource, rollout, service, Optional.empty());
    status.setConditions(
        List.of(
            conditions.next(
                WorkloadCondition.ImageValidated,
                Status.Unknown,
                WorkloadReason.UnreadableResource,
                message),
            conditions.next(
                WorkloadCondition.Ready,
                Status.False,
                WorkloadReason.UnreadableResource,
                message)));
    return status;
  }

  private Conditions conditions(P resource) {
    List<Condition> stored =
        resource.getStatus() == null ? null : resource.getStatus().getConditions();
    return new Conditions(stored, resource.getMetadata().getGeneration(), clock);
  }

  private T described(
      P resource, Optional<Rollout> rollout, Optional<Service> service, Optional<Problem> problem) {
    T status = kind.newStatus();
    status.setObservedGeneration(resource.getMetadata().getGeneration());
    status.setPhase(phase(rollout, problem));
    status.setImage(rollout.map(StatusFactory::shownImage).orElse(null));
    status.setVolumeImages(
        rollout
            .map(StatusFactory::shownVolumeImages)
            .filter(images -> !images.isEmpty())
            .orElse(null));
    status.setReadyReplicas(rollout.map(Rollout::ready).orElse(0));
    kind.completeStatus(status, service);
    return status;
  }

  /** Whether a status already tells a verdict, word for word. */
  static boolean tells(WorkloadStatus status, Verdict verdict) {
    return status != null
        && Conditions.find(status.getConditions(), WorkloadCondition.ImageValidated)
            .filter(condition -> condition.getStatus().equals(validated(verdict).name()))
            .filter(condition -> condition.getReason().equals(verdict.reason().name()))
            .filter(condition -> condition.getMessage().equals(verdict.message()))
            .isPresent();
  }

  static Status validated(Verdict verdict) {
    if (verdict instanceof Verdict.Allowed) {
      return Status.True;
    }
    return verdict instanceof Verdict.Unavailable ? Status.Unknown : Status.False;
  }

  private static Phase phase(Optional<Rollout> rollout, Optional<Problem> problem) {
    boolean failed = problem.filter(Problem::isFailure).isPresent();
    if (rollout.isEmpty()) {
      return failed ? Phase.Failed : Phase.Pending;
    }
    Rollout known = rollout.get();
    if (known.ready() > 0) {
      return Phase.Running;
    }
    if (known.wanted() == 0) {
      return Phase.Suspended;
    }
    return failed || known.failure().isPresent() ? Phase.Failed : Phase.Pending;
  }

  private static Condition ready(
      Conditions conditions,
      Verdict verdict,
      Optional<Rollout> rollout,
      Optional<Problem> problem) {
    if (!verdict.isAllowed()) {
      return conditions.next(
          WorkloadCondition.Ready, Status.False, WorkloadReason.ImageNotValidated, frozen(rollout));
    }
    if (problem.isPresent()) {
      return conditions.next(
          WorkloadCondition.Ready, Status.False, problem.get().reason(), problem.get().message());
    }
    if (rollout.isEmpty()) {
      return conditions.next(
          WorkloadCondition.Ready,
          Status.False,
          WorkloadReason.WorkloadProgressing,
          "The workload does not exist yet");
    }
    Rollout known = rollout.get();
    String progress = "%d of %d pods are ready".formatted(known.ready(), known.wanted());
    if (known.wanted() == 0) {
      return conditions.next(
          WorkloadCondition.Ready,
          Status.False,
          WorkloadReason.Suspended,
          "The workload is scaled to zero");
    }
    if (known.complete()) {
      return conditions.next(
          WorkloadCondition.Ready, Status.True, WorkloadReason.WorkloadReady, progress);
    }
    return known
        .failure()
        .map(
            failure ->
                conditions.next(
                    WorkloadCondition.Ready,
                    Status.False,
                    failure.getReason(),
                    failure.getMessage() == null
                        ? progress
                        : progress + ": " + ServerMessage.visible(failure.getMessage())))
        .orElseGet(
            () ->
                conditions.next(
                    WorkloadCondition.Ready,
                    Status.False,
                    WorkloadReason.WorkloadProgressing,
                    progress));
  }

  private static String frozen(Optional<Rollout> rollout) {
    if (rollout.isEmpty()) {
      return "The image is not validated, so nothing runs";
    }
    String what =
        rollout.get().wanted() == 0
            ? rollout.get().stop().orElse(Stop.REVOKED).words()
            : "the workload keeps running image '%s'".formatted(shownImage(rollout.get()));
    return "The image is not validated; %s and is not changed until it is".formatted(what);
  }

  /**
   * The image as a status shows it: anybody who may write the Deployment can put any text there.
   */
  static String shownImage(Rollout rollout) {
    return shown(rollout.image());
  }

  /** The images of the volumes in the same way; the CRD limits how many there are. */
  static List<String> shownVolumeImages(Rollout rollout) {
    return rollout.volumeImages().stream().map(StatusFactory::shown).toList();
  }

  static String shown(String image) {
    return VisibleText.of(image, MAX_IMAGE);
  }
}
