package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
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
import io.langop.operator.config.OperatorConfig.RevocationPolicy;
import io.langop.operator.leader.TakeOver;
import io.langop.operator.policy.AllowlistSnapshot;
import io.langop.operator.policy.PolicyEventSource;
import io.langop.operator.status.FailedReconciliation;
import io.langop.operator.status.ServerMessage;
import io.langop.operator.status.StatusRetry;
import io.langop.operator.status.StatusWriter;
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

  /** A resource is never given up: what stood in the way may go without an event that tells. */
  public static final int RETRY_FOREVER = -1;

  /** Milliseconds before the first retry; each further one waits longer. */
  public static final long FIRST_RETRY_MILLIS = 500;

  /** Milliseconds between retries at the most. */
  public static final long MAX_RETRY_MILLIS = 15_000;

  /**
   * What the API server answers when an object itself is at fault: malformed, forbidden, invalid.
   */
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 422);

  private static final String LABELS_MANAGER = Labels.OPERATOR + "-labels";

  /** A quota that is raised, or a policy that is changed, wakes nobody. */
  private static final Duration REFUSAL_RETRY = Duration.ofMillis(MAX_RETRY_MILLIS);

  /**
   * Resources read with one request at the start; a cluster may have more than fit the memory
   * twice.
   */
  public static final long PAGE = 500;

  /** Used only when more foreign objects are in the way than are watched. */
  private static final Duration UNWATCHED_CONFLICT_RETRY = Duration.ofMinutes(1);

  private final WorkloadKind<P, T> kind;
  private final WorkloadServices services;
  private final StatusFactory<P, T> statuses;
  private final StatusWriter<P, T> writer;
  private final VerdictObserver observer;
  private final NameConflicts<P> conflicts = new NameConflicts<>();

  private OwnedObjects<Deployment, P> deployments;
  private Optional<OwnedObjects<Service, P>> ownedServices = Optional.empty();
  private Replicas replicas;

  /** What came of trying to make the workload. */
  private record Outcome(
      Optional<Deployment> deployment,
      Optional<Service> service,
      Optional<Problem> problem,
      boolean lookAgainLater) {}

  public WorkloadReconciler(WorkloadKind<P, T> kind, WorkloadServices services) {
    this.kind = kind;
    this.services = services;
    this.statuses = new StatusFactory<>(kind, services.clock());
    this.writer =
        new StatusWriter<>(kind.resourceClass(), kind::newResource, services.statusMetrics());
    this.observer = new VerdictObserver(HasMetadata.getKind(kind.resourceClass()), services);
  }

  /** What the resources of this kind are woken by. To be called once, before anything else. */
  public List<EventSource<?, P>> eventSources(EventSourceContext<P> context) {
    deployments = new OwnedObjects<>(Deployment.class, kind.component(), context);
    ownedServices =
        kind.hasService()
            ? Optional.of(new OwnedObjects<>(Service.class, kind.component(), context))
            : Optional.empty();
    replicas = new Replicas(deployments, context.getClient());
    List<EventSource<?, P>> sources = new ArrayList<>();
    sources.add(deployments.eventSource());
    ownedServices.map(OwnedObjects::eventSource).ifPresent(sources::add);
    sources.add(conflicts);
    sources.add(new TakeOver<>(services.leadership(), context));
    sources.add(
        new PolicyEventSource<>(
            "allowlist", AllowlistSnapshot.class, services.allowlist(), context, new Dependents()));
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
    Verdict verdict = snapshot.decide(resource.getSpec().getImage());

    Outcome outcome =
        verdict instanceof Verdict.Allowed allowed
            ? run(resource, allowed, context)
            : freeze(resource, snapshot, context);

    writeStatus(resource, verdict, outcome, context);
    observer.settled(resource, snapshot.revision());
    UpdateControl<P> done = UpdateControl.noUpdate();
    return outcome.lookAgainLater() ? done.rescheduleAfter(UNWATCHED_CONFLICT_RETRY) : done;
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
    if (refusal.isPresent()) {
      AllowlistSnapshot snapshot = services.allowlist().current();
      Verdict verdict = snapshot.decide(resource.getSpec().getImage());
      Problem problem = Problem.rejected(ServerMessage.of(refusal.get()));
      writeStatus(
          resource,
          verdict,
          new Outcome(deployments.of(resource), service(resource), Optional.of(problem), false),
          context);
      observer.settled(resource, snapshot.revision());
      return ErrorStatusUpdateControl.<P>noStatusUpdate().rescheduleAfter(REFUSAL_RETRY);
    }
    throw FailedReconciliation.of(error);
  }

  /** The framework hands over errors wrapped. */
  private static Optional<KubernetesClientException> refusal(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .filter(KubernetesClientException.class::isInstance)
        .map(KubernetesClientException.class::cast)
        .filter(e -> REFUSALS.contains(e.getCode()))
        .findFirst();
  }

  private Outcome run(P resource, Verdict.Allowed allowed, Context<P> context) {
    try {
      Optional<Service> service = applyService(resource, context);
      deployments
          .of(resource)
          .ifPresent(existing -> replicas.beforeApply(existing, resource.getSpec().getReplicas()));
      Deployment deployment =
          deployments.apply(kind.deployment(resource, allowed.image()), resource, context);
      conflicts.forget(resource);
      return new Outcome(Optional.of(deployment), service, Optional.empty(), false);
    } catch (NameConflictException e) {
      boolean watched = conflicts.watch(resource, e.foreign(), context.getClient());
      return new Outcome(
          deployments.of(resource),
          service(resource),
          Optional.of(Problem.nameConflict(e)),
          !watched);
    }
  }

  private Optional<Service> applyService(P resource, Context<P> context)
      throws NameConflictException {
    Optional<Service> desired = kind.service(resource);
    return desired.isEmpty()
        ? desired
        : Optional.of(ownedServices.orElseThrow().apply(desired.get(), resource, context));
  }

  private Optional<Service> service(P resource) {
    return ownedServices.flatMap(objects -> objects.of(resource));
  }

  /** Nothing is created or changed; a policy may have what runs scaled to zero. */
  private Outcome freeze(P resource, AllowlistSnapshot snapshot, Context<P> context) {
    conflicts.forget(resource);
    Optional<Deployment> deployment = deployments.of(resource);
    boolean lost =
        deployment.isEmpty()
            && resource.getStatus() != null
            && resource.getStatus().getImage() != null;
    if (lost) {
      deployment = labelledAgain(resource, context);
    }
    if (services.config().revocationPolicy() == RevocationPolicy.STOP) {
      deployment = deployment.map(running -> revoked(running, snapshot));
    }
    return new Outcome(deployment, service(resource), Optional.empty(), false);
  }

  /** What runs must not get out of sight, and so around a revocation, by losing its labels. */
  private Optional<Deployment> labelledAgain(P resource, Context<P> context) {
    Deployment labels =
        new DeploymentBuilder().withMetadata(OwnedMetadata.of(resource, kind.component())).build();
    return deployments
        .unwatched(labels, resource, context.getClient())
        .map(
            live -> {
              labels.getMetadata().setUid(live.getMetadata().getUid());
              return deployments.applyPart(labels, live, LABELS_MANAGER, context.getClient());
            });
  }

  /**
   * Stops what runs if its own image is refused. A missing list refuses nothing by name, so it
   * stops nothing either.
   */
  private Deployment revoked(Deployment running, AllowlistSnapshot snapshot) {
    Verdict onWhatRuns = snapshot.decide(rollout(running).image());
    boolean keep = onWhatRuns.isAllowed() || onWhatRuns instanceof Verdict.Unavailable;
    return keep ? running : replicas.stop(running);
  }

  private Rollout rollout(Deployment deployment) {
    return Rollout.of(deployment, kind.component());
  }

  private void writeStatus(P resource, Verdict verdict, Outcome outcome, Context<P> context) {
    T status =
        statuses.status(
            resource,
            verdict,
            outcome.deployment().map(this::rollout),
            outcome.service(),
            outcome.problem());
    if (writer.write(resource, status, context)) {
      observer.written(resource, resource.getStatus(), status, verdict);
    }
    forgetIfGone(resource, context);
  }

  /** Its deletion may have been seen while its status was being written. */
  private void forgetIfGone(P resource, Context<P> context) {
    ResourceID id = ResourceID.fromResource(resource);
    if (context.getPrimaryCache().get(id).isEmpty()) {
      conflicts.forget(resource);
      observer.gone(id);
    }
  }

  private final class Dependents implements PolicyEventSource.Dependents<Verdict, P> {

    @Override
    public String asks(P resource) {
      return resource.getSpec().getImage();
    }

    @Override
    public boolean grants(Verdict verdict) {
      return verdict.isAllowed();
    }

    @Override
    public boolean told(P resource, Verdict verdict) {
      return StatusFactory.tells(resource.getStatus(), verdict);
    }

    @Override
    public void deleted(P resource) {
      observer.gone(ResourceID.fromResource(resource));
    }
  }
}
