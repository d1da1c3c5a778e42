package io.langop.operator.workload;

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
import io.langop.operator.client.ServerAnswers;
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

/**
 * What agents and tools share: what wakes a resource, that only a leader acts, that a large
 * resource waits for its turn, and what becomes of an error. What is done about a resource is
 * {@link WorkloadPass}.
 *
 * @param <P> the custom resource
 * @param <T> its status
 */
public final class WorkloadReconciler<
    P extends CustomResource<? extends WorkloadSpec, T>, T extends WorkloadStatus> {

  /** A quota that is raised, or a policy that is changed, wakes nobody. */
  private static final Duration REFUSAL_RETRY = Duration.ofMillis(ReconcileRetry.MAX_MILLIS);

  /** When a large resource asks for its turn by itself, should it not be woken for it. */
  private static final Duration NO_ROOM_RETRY = Duration.ofSeconds(15);

  private final WorkloadKind<P, T> kind;
  private final WorkloadServices services;
  private final KnownRewrites rewrites = new KnownRewrites();

  private OwnedWorkload<P, T> workload;
  private Turns<P> turns;
  private WorkloadPass<P, T> pass;

  public WorkloadReconciler(WorkloadKind<P, T> kind, WorkloadServices services) {
    this.kind = kind;
    this.services = services;
  }

  /** What the resources of this kind are woken by. To be called once, before anything else. */
  public List<EventSource<?, P>> eventSources(EventSourceContext<P> context) {
    StopRule stopRule = new StopRule(services.config().revocationPolicy() == RevocationPolicy.STOP);
    workload = new OwnedWorkload<>(kind, stopRule, rewrites, context);
    List<EventSource<?, P>> sources = new ArrayList<>(workload.eventSources());
    sources.add(new UnreadableResources<>(services.unreadable(), context));
    turns = new Turns<>(services.largeObjects(), context);
    sources.add(turns);
    sources.add(new TakeOver<>(services.leadership(), context));
    PolicyEventSource<AllowlistSnapshot, Verdict, P> edits =
        new PolicyEventSource<>(
            "allowlist",
            AllowlistSnapshot.class,
            services.allowlist(),
            context,
            new AllowlistDependents<P>(this::deleted));
    sources.add(edits);
    pass =
        new WorkloadPass<>(
            services.allowlist(),
            workload,
            new WorkloadStatuses<>(kind, services, rewrites),
            edits);
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
          ? pass.act(resource, snapshot, context)
          : pass.tellUnreadable(resource, context);
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
            && WorkloadPass.mayRun(resource, snapshot)
            && (Marks.isTrimmed(resource) || workload.isLarge(resource));
  }

  /** Does nothing for another version than the decided one: its own event is on its way. */
  private UpdateControl<P> actOnWhole(P resource, AllowlistSnapshot snapshot, Context<P> context) {
    if (!Marks.isReadable(resource)) {
      return pass.tellUnreadable(resource, context);
    }
    if (!Marks.isTrimmed(resource)) {
      return pass.act(resource, snapshot, context);
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
      return pass.tellUnreadable(whole, context);
    }
    return pass.act(whole, snapshot, context);
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
    Optional<KubernetesClientException> refusal =
        ServerAnswers.in(error)
            .filter(answer -> ServerAnswers.isRefusal(answer.getCode()))
            .findFirst();
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
      pass.tellRefusal(resource, refusal, context);
      return ErrorStatusUpdateControl.<P>noStatusUpdate().rescheduleAfter(REFUSAL_RETRY);
    } finally {
      reconciled(resource, context);
    }
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
    turns.forget(id);
    workload.forget(resource);
    pass.forget(id);
  }
}
