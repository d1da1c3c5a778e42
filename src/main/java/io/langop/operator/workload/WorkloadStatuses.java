package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.policy.AllowlistSnapshot;
import io.langop.operator.status.RefusedStatusException;
import io.langop.operator.status.StatusWriter;
import java.util.Optional;

/**
 * Writes what was decided and what runs into the statuses of one kind, and tells metrics and events
 * of what changed.
 *
 * @param <P> the custom resource
 * @param <T> its status
 */
final class WorkloadStatuses<
    P extends CustomResource<? extends WorkloadSpec, T>, T extends WorkloadStatus> {

  private final WorkloadKind<P, T> kind;
  private final KnownRewrites rewrites;
  private final StatusFactory<P, T> statuses;
  private final StatusWriter<P, T> writer;
  private final VerdictObserver observer;

  WorkloadStatuses(WorkloadKind<P, T> kind, WorkloadServices services, KnownRewrites rewrites) {
    this.rewrites = rewrites;
    this.kind = kind;
    this.statuses = new StatusFactory<>(kind, services.clock());
    this.writer =
        new StatusWriter<>(kind.resourceClass(), kind::newResource, services.statusMetrics());
    this.observer = new VerdictObserver(HasMetadata.getKind(kind.resourceClass()), services);
  }

  /** Writes the status of a resource about which {@code snapshot} has decided. */
  void write(
      P resource,
      AllowlistSnapshot snapshot,
      Verdict verdict,
      Outcome outcome,
      Context<P> context) {
    Optional<Rollout> rollout = rollout(outcome);
    Optional<Problem> foreign =
        rollout
            .map(
                known ->
                    RunningImages.refusedForeign(
                        known, snapshot, resource.getMetadata().getNamespace()))
            .filter(refused -> !refused.isEmpty())
            .map(Problem::foreignContainers);
    T status =
        statuses.status(
            resource, verdict, rollout, outcome.service(), outcome.problem().or(() -> foreign));
    if (writer.write(resource, status, context)) {
      observer.written(resource, resource.getStatus(), status, verdict);
    }
    observer.settled(resource, snapshot.revision());
  }

  /**
   * Writes the status of a resource that cannot be read. Its old conditions would speak of a spec
   * that is not there any more.
   */
  void writeUnreadable(P resource, Outcome outcome, Context<P> context) {
    forget(ResourceID.fromResource(resource));
    T status = statuses.unreadable(resource, rollout(outcome), outcome.service());
    try {
      writer.write(resource, status, context);
    } catch (RefusedStatusException e) {
      // An API server that validates the spec, too, takes no status until the spec is corrected.
    }
  }

  /** A resource is gone, or nothing is decided about it any more. */
  void forget(ResourceID id) {
    observer.gone(id);
  }

  private Optional<Rollout> rollout(Outcome outcome) {
    return outcome
        .deployment()
        .map(deployment -> Rollout.of(deployment, kind.component(), rewrites.of(deployment)));
  }
}
