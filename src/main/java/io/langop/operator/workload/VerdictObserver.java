package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus.Phase;
import io.langop.operator.event.EventPublisher.Type;
import io.langop.operator.image.ImageReference;
import io.langop.operator.status.Conditions;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells the world of verdicts, once they stand in a status: metrics and events. */
final class VerdictObserver {

  private final String kind;
  private final WorkloadServices services;

  VerdictObserver(String kind, WorkloadServices services) {
    this.kind = kind;
    this.services = services;
    services.metrics().register(kind);
  }

  /** The status of {@code resource} is now {@code after}. */
  void written(HasMetadata resource, WorkloadStatus before, WorkloadStatus after, Verdict verdict) {
    ResourceID id = ResourceID.fromResource(resource);
    if (verdict.isAllowed() || verdict instanceof Verdict.Unavailable) {
      services.metrics().unblocked(kind, id);
    } else {
      services.metrics().blocked(kind, id, registries(verdict), runs(after));
    }

    Optional<Condition> was = validated(before);
    Condition is = validated(after).orElseThrow();
    if (!was.equals(Optional.of(is))) {
      services.metrics().validated(kind, is.getStatus(), verdict.reason());
    }
    boolean news = was.map(Condition::getReason).filter(is.getReason()::equals).isEmpty();
    if (news) {
      services
          .events()
          .publish(
              resource,
              verdict.isAllowed() ? Type.Normal : Type.Warning,
              verdict.reason(),
              is.getMessage());
    }
    foreignContainers(resource, before, after);
  }

  /** The registries of the refused images; empty for what is no reference. */
  private static Set<String> registries(Verdict verdict) {
    return verdict.refusals().stream()
        .map(refusal -> refusal.reference().map(ImageReference::registry).orElse(""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Pods that are not ready at the moment count, so that a restart of one changes nothing. */
  private static boolean runs(WorkloadStatus status) {
    return status.getImage() != null && status.getPhase() != Phase.Suspended;
  }

  private void foreignContainers(
      HasMetadata resource, WorkloadStatus before, WorkloadStatus after) {
    Optional<Condition> is = foreign(after);
    if (is.isPresent() && !foreign(before).equals(is)) {
      services
          .events()
          .publish(resource, Type.Warning, WorkloadReason.ForeignContainers, is.get().getMessage());
    }
  }

  private static Optional<Condition> foreign(WorkloadStatus status) {
    return status == null
        ? Optional.empty()
        : Conditions.find(status.getConditions(), WorkloadCondition.Ready)
            .filter(
                condition -> WorkloadReason.ForeignContainers.name().equals(condition.getReason()));
  }

  /** The status of {@code resource} says what this revision of the allowlist makes of it. */
  void settled(HasMetadata resource, long revision) {
    services.allowlist().propagation().settled(kind, ResourceID.fromResource(resource), revision);
  }

  /** A resource was deleted. */
  void gone(ResourceID id) {
    services.metrics().unblocked(kind, id);
    services.allowlist().propagation().forget(kind, id);
  }

  private static Optional<Condition> validated(WorkloadStatus status) {
    return status == null
        ? Optional.empty()
        : Conditions.find(status.getConditions(), WorkloadCondition.ImageValidated);
  }
}
