package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.client.ServerMessage;
import io.langop.operator.policy.AllowlistSnapshot;
import io.langop.operator.policy.AllowlistWatch;
import io.langop.operator.policy.PolicyEventSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What is done about one resource: decide about its images, make the workload or leave it frozen,
 * say so in the status, and tell when to look again.
 *
 * @param <P> the custom resource
 * @param <T> its status
 */
final class WorkloadPass<
    P extends CustomResource<? extends WorkloadSpec, T>, T extends WorkloadStatus> {

  /** When a start is tried again for which the allowlist could not be confirmed. */
  private static final Duration UNPROVED_RETRY = Duration.ofSeconds(5);

  private final AllowlistWatch allowlist;
  private final OwnedWorkload<P, T> workload;
  private final WorkloadStatuses<P, T> statuses;
  private final PolicyEventSource<AllowlistSnapshot, Verdict, P> edits;
  private final RunningImages images = new RunningImages();

  /**
   * @param edits is told of the images that run
   */
  WorkloadPass(
      AllowlistWatch allowlist,
      OwnedWorkload<P, T> workload,
      WorkloadStatuses<P, T> statuses,
      PolicyEventSource<AllowlistSnapshot, Verdict, P> edits) {
    this.allowlist = allowlist;
    this.workload = workload;
    this.statuses = statuses;
    this.edits = edits;
  }

  /** Whether a snapshot allows that the workload is made or changed. */
  static boolean mayRun(
      CustomResource<? extends WorkloadSpec, ?> resource, AllowlistSnapshot snapshot) {
    return verdict(resource, snapshot).isAllowed() && !isTerminating(resource);
  }

  /** Brings the workload to what the spec and the snapshot ask for. */
  UpdateControl<P> act(P resource, AllowlistSnapshot snapshot, Context<P> context) {
    return act(resource, snapshot, false, context);
  }

  /**
   * @param proved whether the API server has confirmed the snapshot just now
   */
  private UpdateControl<P> act(
      P resource, AllowlistSnapshot snapshot, boolean proved, Context<P> context) {
    Verdict verdict = verdict(resource, snapshot);
    Outcome outcome;
    if (verdict instanceof Verdict.Allowed allowed
        && !isTerminating(resource)
        && !workload.stopsForForeign(resource, snapshot)) {
      Optional<Outcome> ran =
          workload.run(
              resource,
              allowed,
              proved,
              () -> verdict(resource, allowlist.current()).isAllowed(),
              context);
      if (ran.isEmpty()) {
        Optional<AllowlistSnapshot> now = allowlist.proved();
        if (now.isPresent()) {
          return act(resource, now.get(), true, context);
        }
      }
      outcome =
          ran.orElseGet(
              () -> workload.unchanged(resource, Problem.unproved(), Optional.of(UNPROVED_RETRY)));
    } else if (verdict.isAllowed() && isTerminating(resource)) {
      outcome = workload.freeze(resource, snapshot, context).with(Problem.terminating());
    } else {
      outcome = workload.freeze(resource, snapshot, context);
    }

    statuses.write(resource, snapshot, verdict, outcome, context);
    return next(resource, snapshot, SpecImages.canonical(resource.getSpec()), outcome);
  }

  private static Verdict verdict(
      CustomResource<? extends WorkloadSpec, ?> resource, AllowlistSnapshot snapshot) {
    return snapshot.decide(
        SpecImages.of(resource.getSpec()), resource.getMetadata().getNamespace());
  }

  /** What is being deleted gets nothing new; what runs for it is decided until it is gone. */
  private static boolean isTerminating(HasMetadata resource) {
    return resource.getMetadata().getDeletionTimestamp() != null;
  }

  /** When to look again, after taking note of the images that run. */
  private UpdateControl<P> next(
      P resource, AllowlistSnapshot decided, Set<String> named, Outcome outcome) {
    UpdateControl<P> next = UpdateControl.noUpdate();
    ResourceID id = ResourceID.fromResource(resource);
    images.note(id, named, outcome.deployment().map(workload::rollout));
    edits.alsoAsks(id, images.besidesSpec(id), images.hasTooMany(id));
    boolean overtaken = images.areOvertaken(id, decided, allowlist.current());
    Optional<Duration> again = overtaken ? Optional.of(Duration.ZERO) : outcome.lookAgain();
    again.ifPresent(next::rescheduleAfter);
    return next;
  }

  /** What runs is frozen: it must not get around a revocation by a spec that cannot be read. */
  UpdateControl<P> tellUnreadable(P resource, Context<P> context) {
    AllowlistSnapshot snapshot = allowlist.current();
    Outcome outcome = workload.freeze(resource, snapshot, context);
    statuses.writeUnreadable(resource, outcome, context);
    return next(resource, snapshot, Set.of(), outcome);
  }

  /** Says in the status what the API server refuses. */
  void tellRefusal(P resource, KubernetesClientException refusal, Context<P> context) {
    AllowlistSnapshot snapshot = allowlist.current();
    Verdict verdict = verdict(resource, snapshot);
    Problem problem = Problem.rejected(ServerMessage.of(refusal));
    Outcome outcome = workload.unchanged(resource, problem, Optional.empty());
    statuses.write(resource, snapshot, verdict, outcome, context);
  }

  /** A resource was deleted. */
  void forget(ResourceID id) {
    images.forget(id);
    statuses.forget(id);
  }
}
