package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.client.ServerMessage;
import io.langop.operator.config.OperatorConfig.RevocationPolicy;
import io.langop.operator.leader.TakeOver;
import io.langop.operator.policy.AllowlistSnapshot;
import io.langop.operator.policy.PolicyEventSource;
import io.langop.operator.reading.Marks;
import io.langop.operator.reading.UnreadableResources;
import io.langop.operator.retry.ReconcileRetry;
import io.langop.operator.status.FailedReconciliation;
import io.langop.operator.status.StatusRetry;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The steps that agents and tools share: decide about the image, make the workload or leave it
 * frozen, say so in the status, and tell the world what changed.
 *
 * @param <P> the custom resource
 * @param <T> its status
 */
public final class WorkloadReconciler<
    P extends CustomResource<? extends WorkloadSpec, T>, T extends WorkloadStatus> {

  /**
   * What the API server answers when an object itself is at fault: malformed, forbidden, invalid.
   */
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 422);

  /** A quota that is raised, or a policy that is changed, wakes nobody. */
  private static final Duration REFUSAL_RETRY = Duration.ofMillis(ReconcileRetry.MAX_MILLIS);

  /** When a start is tried again for which the allowlist could not be confirmed. */
  private static final Duration UNPROVED_RETRY = Duration.ofSeconds(5);

  /** When a large resource asks for its turn by itself, should it not be woken for it. */
  private static final Duration NO_ROOM_RETRY = Duration.ofSeconds(15);

  private final WorkloadKind<P, T> kind;
  private final WorkloadServices services;
  private final WorkloadStatuses<P, T> statuses;
  private final RunningImages images = new RunningImages();
  private final KnownRewrites rewrites = new KnownRewrites();

  private OwnedWorkload<P, T> workload;
  private Turns<P> turns;
  private PolicyEventSource<AllowlistSnapshot, Verdict, P> edits;

  public WorkloadReconciler(WorkloadKind<P, T> kind, WorkloadServices services) {
    this.kind = kind;
    this.services = services;
    this.statuses = new WorkloadStatuses<>(kind, services, rewrites);
  }

  /** What the resources of this kind are woken by. To be called once, before anything else. */
  public List<EventSource<?, P>> eventSources(EventSourceContext<P> context) {
    boolean stopsRevoked = services.config().revocationPolicy() == RevocationPolicy.STOP;
    workload = new OwnedWorkload<>(kind, stopsRevoked, rewrites, context);
    List<EventSource<?, P>> sources = new ArrayList<>(workload.eventSources());
    sources.add(new UnreadableResources<>(services.unreadable(), context));
    turns = new Turns<>(services.largeObjects(), context);
    sources.add(turns);
    sources.add(new TakeOver<>(services.leadership(), context));
    edits =
        new PolicyEventSource<>(
            "allowlist",
            AllowlistSnapshot.class,
            services.allowlist(),
            context,
            new AllowlistDependents<P>(this::deleted));
    sources.add(edits);
    return sources;
  }

  /** Brings one resource to what its spec and the allowlist ask for, unless this is a standby. */
  public UpdateControl<P> reconcile(P resource, Context<P> context) {
    return services
        .leadership()
        .ifLeading(
            () -> StatusRetry.reconcile(() -> act(resource, context)), UpdateControl::noUpdate);
  }

  private UpdateControl<P> act(P resource, Context<P> context) {
    AllowlistSnapshot snapshot = services.allowlist().current();
    try {
      if (needsRoom(resource, snapshot)) {
        return turns
            .ifRoom(resource, () -> actOnWhole(resource, snapshot, context))
            .orElseGet(() -> UpdateControl.<P>noUpdate().rescheduleAfter(NO_ROOM_RETRY));
      }
      turns.forget(ResourceID.fromResource(resource));
      return Marks.isReadable(resource)
          ? act(resource, snapshot, false, context)
          : tellUnreadable(resource, context);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) { // decided on what is not so any more
        workload.readAgain(resource, context.getClient());
        return UpdateControl.<P>noUpdate().rescheduleAfter(StatusRetry.READ_AGAIN);
      }
      throw e;
    } finally {
      reconciled(resource, context);
    }
  }

  /** Whether more is to be read than is kept in memory. */
  private boolean needsRoom(P resource, AllowlistSnapshot snapshot) {
    return workload.isBare(resource)
        || Marks.isReadable(resource)
            && verdict(resource, snapshot).isAllowed()
            && !isTerminating(resource)
            && (Marks.isTrimmed(resource) || workload.isLarge(resource));
  }

  /** Does nothing for another version than the decided one: its own event is on its way. */
  private UpdateControl<P> actOnWhole(P resource, AllowlistSnapshot snapshot, Context<P> context) {
    if (!Marks.isReadable(resource)) {
      return tellUnreadable(resource, context);
    }
    if (!Marks.isTrimmed(resource)) {
      return act(resource, snapshot, false, context);
    }
    P whole = context.getClient().resource(resource).get();
    boolean same =
        whole != null
            && Objects.equals(
                whole.getMetadata().getGeneration(), resource.getMetadata().getGeneration());
    if (!same) {
      return UpdateControl.noUpdate();
    }
    if (!Marks.isReadable(whole)) { // its fault is in what was not kept
      services.unreadable().seen(whole);
      return tellUnreadable(whole, context);
    }
    return act(whole, snapshot, false, context);
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
              () -> verdict(resource, services.allowlist().current()).isAllowed(),
              context);
      if (ran.isEmpty()) {
        Optional<AllowlistSnapshot> now = services.allowlist().proved();
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

  private Verdict verdict(P resource, AllowlistSnapshot snapshot) {
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
    AllowlistSnapshot now = services.allowlist().current();
    String namespace = resource.getMetadata().getNamespace();
    boolean overtaken =
        now.revision() != decided.revision()
            && (images.hasTooMany(id)
                || images.besidesSpec(id).stream()
                    .anyMatch(
                        image ->
                            !now.decide(image, namespace)
                                .equals(decided.decide(image, namespace))));
    Optional<Duration> again = overtaken ? Optional.of(Duration.ZERO) : outcome.lookAgain();
    again.ifPresent(next::rescheduleAfter);
    return next;
  }

  /** What the API server refuses is said in the status, not in the log, and tried again. */
  public ErrorStatusUpdateControl<P> refused(P resource, Context<P> context, Exception error) {
    return services
        .leadership()
        .ifLeading(
            () -> StatusRetry.tell(() -> tell(resource, context, error)),
            ErrorStatusUpdateControl::noStatusUpdate);
  }

  private ErrorStatusUpdateControl<P> tell(P resource, Context<P> context, Exception error) {
    Optional<KubernetesClientException> refusal = refusal(error);
    if (refusal.isPresent() && Marks.isReadable(resource)) {
      return workload.isBare(resource)
          ? turns
              .ifRoom(resource, () -> tellRefusal(resource, context, refusal.get()))
              .orElseGet(
                  () -> ErrorStatusUpdateControl.<P>noStatusUpdate().rescheduleAfter(NO_ROOM_RETRY))
          : tellRefusal(resource, context, refusal.get());
    }
    throw FailedReconciliation.of(error);
  }

  private ErrorStatusUpdateControl<P> tellRefusal(
      P resource, Context<P> context, KubernetesClientException refusal) {
    try {
      AllowlistSnapshot snapshot = services.allowlist().current();
      Verdict verdict = verdict(resource, snapshot);
      Problem problem = Problem.rejected(ServerMessage.of(refusal));
      Outcome outcome = workload.unchanged(resource, problem, Optional.empty());
      statuses.write(resource, snapshot, verdict, outcome, context);
      return ErrorStatusUpdateControl.<P>noStatusUpdate().rescheduleAfter(REFUSAL_RETRY);
    } finally {
      reconciled(resource, context);
    }
  }

  /** The framework hands over errors wrapped. */
  private static Optional<KubernetesClientException> refusal(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .filter(KubernetesClientException.class::isInstance)
        .map(KubernetesClientException.class::cast)
        .filter(e -> REFUSALS.contains(e.getCode()))
        .findFirst();
  }

  /** What runs is frozen: it must not get around a revocation by a spec that cannot be read. */
  private UpdateControl<P> tellUnreadable(P resource, Context<P> context) {
    AllowlistSnapshot snapshot = services.allowlist().current();
    Outcome outcome = workload.freeze(resource, snapshot, context);
    statuses.writeUnreadable(resource, outcome, context);
    return next(resource, snapshot, Set.of(), outcome);
  }

  /** Nothing stays noted of a resource whose deletion was seen in the meantime. */
  private void reconciled(P resource, Context<P> context) {
    workload.reconciled(resource);
    if (context.getPrimaryCache().get(ResourceID.fromResource(resource)).isEmpty()) {
      deleted(resource);
    }
  }

  private void deleted(P resource) {
    ResourceID id = ResourceID.fromResource(resource);
    images.forget(id);
    turns.forget(id);
    workload.forget(resource);
    statuses.forget(id);
  }
}
