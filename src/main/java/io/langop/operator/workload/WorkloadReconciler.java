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
import io.langop.operator.status.ServerMessage;
import io.langop.operator.status.StatusRetry;
import io.langop.operator.status.StatusWriter;
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

  /** When a start is tried again for which the allowlist could not be confirmed. */
  private static final Duration UNPROVED_RETRY = Duration.ofSeconds(5);

  /** When the cache has probably seen what a write has not. */
  private static final Duration READ_AGAIN = Duration.ofMillis(200);

  private final WorkloadKind<P, T> kind;
  private final WorkloadServices services;
  private final StatusFactory<P, T> statuses;
  private final StatusWriter<P, T> writer;
  private final VerdictObserver observer;
  private final NameConflicts<P> conflicts = new NameConflicts<>();
  private final RunningImages images = new RunningImages();

  private OwnedObjects<Deployment, P> deployments;
  private Optional<OwnedObjects<Service, P>> ownedServices = Optional.empty();
  private Replicas replicas;

  /**
   * What came of trying to make the workload.
   *
   * @param lookAgain after what time to look again, if nothing wakes the resource until then
   */
  private record Outcome(
      Optional<Deployment> deployment,
      Optional<Service> service,
      Optional<Problem> problem,
      Optional<Duration> lookAgain) {

    Outcome(Optional<Deployment> deployment, Optional<Service> service, Optional<Problem> problem) {
      this(deployment, service, problem, Optional.empty());
    }
  }

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
    try {
      return act(resource, services.allowlist().current(), false, context);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) { // decided on what is not so any more
        return UpdateControl.<P>noUpdate().rescheduleAfter(READ_AGAIN);
      }
      throw e;
    }
  }

  /**
   * @param proved whether the API server has confirmed the snapshot just now
   */
  private UpdateControl<P> act(
      P resource, AllowlistSnapshot snapshot, boolean proved, Context<P> context) {
    Verdict verdict = snapshot.decide(resource.getSpec().getImage());
    Outcome outcome;
    if (verdict instanceof Verdict.Allowed allowed && !stopsForForeign(resource, snapshot)) {
      Optional<Outcome> ran = run(resource, allowed, proved, context);
      if (ran.isEmpty()) {
        Optional<AllowlistSnapshot> now = services.allowlist().proved();
        if (now.isPresent()) {
          return act(resource, now.get(), true, context);
        }
      }
      outcome = ran.orElseGet(() -> unproved(resource));
    } else {
      outcome = freeze(resource, snapshot, context);
    }

    writeStatus(resource, snapshot, verdict, outcome, context);
    observer.settled(resource, snapshot.revision());
    UpdateControl<P> done = UpdateControl.noUpdate();
    if (!noteRunning(resource, snapshot, verdict, outcome)) {
      return done.rescheduleAfter(Duration.ZERO);
    }
    outcome.lookAgain().ifPresent(done::rescheduleAfter);
    return done;
  }

  /**
   * Takes note of images that run and that the spec does not name.
   *
   * @return false when an edit has changed the verdict on one of them meanwhile
   */
  private boolean noteRunning(
      P resource, AllowlistSnapshot decided, Verdict verdict, Outcome outcome) {
    ResourceID id = ResourceID.fromResource(resource);
    if (outcome.deployment().isEmpty()) {
      images.forget(id);
      return true;
    }
    String wanted =
        verdict instanceof Verdict.Allowed allowed
            ? allowed.image().toString()
            : resource.getSpec().getImage();
    images.note(id, wanted, rollout(outcome.deployment().get()));
    AllowlistSnapshot now = services.allowlist().current();
    return now.revision() == decided.revision()
        || images.besidesSpec(id).stream()
            .allMatch(image -> now.decide(image).equals(decided.decide(image)));
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
          snapshot,
          verdict,
          new Outcome(deployments.of(resource), service(resource), Optional.of(problem)),
          context);
      observer.settled(resource, snapshot.revision());
      return ErrorStatusUpdateControl.<P>noStatusUpdate().rescheduleAfter(REFUSAL_RETRY);
    }
    return ErrorStatusUpdateControl.defaultErrorProcessing();
  }

  /** The framework hands over errors wrapped. */
  private static Optional<KubernetesClientException> refusal(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .filter(KubernetesClientException.class::isInstance)
        .map(KubernetesClientException.class::cast)
        .filter(e -> REFUSALS.contains(e.getCode()))
        .findFirst();
  }

  /**
   * Makes the workload.
   *
   * @return empty when something would be started and the allowlist is not proved
   */
  private Optional<Outcome> run(
      P resource, Verdict.Allowed allowed, boolean proved, Context<P> context) {
    Deployment desired = kind.deployment(resource, allowed.image());
    Integer wanted = resource.getSpec().getReplicas();
    try {
      Optional<Service> service = applyService(resource, context);
      Optional<Deployment> settled =
          deployments
              .asDesired(desired, resource, context)
              .filter(deployment -> !Replicas.isStopped(deployment));
      if (settled.isPresent()) {
        return Optional.of(new Outcome(settled, service, Optional.empty()));
      }
      if (!proved) {
        return Optional.empty();
      }
      deployments.of(resource).ifPresent(existing -> replicas.beforeApply(existing, wanted));
      Deployment written = deployments.apply(desired, resource, context);
      return Optional.of(
          new Outcome(
              Optional.of(replicas.afterApply(written, wanted)), service, Optional.empty()));
    } catch (NameConflictException e) {
      boolean watched = conflicts.watch(resource, e.foreign(), context.getClient());
      return Optional.of(
          new Outcome(
              deployments.of(resource),
              service(resource),
              Optional.of(Problem.nameConflict(e)),
              watched ? Optional.empty() : Optional.of(UNWATCHED_CONFLICT_RETRY)));
    }
  }

  private Outcome unproved(P resource) {
    return new Outcome(
        deployments.of(resource),
        service(resource),
        Optional.of(Problem.unproved()),
        Optional.of(UNPROVED_RETRY));
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

  /** Nothing is created or changed; what must not run is scaled to zero. */
  private Outcome freeze(P resource, AllowlistSnapshot snapshot, Context<P> context) {
    Optional<Deployment> deployment = deployments.of(resource);
    boolean lost =
        deployment.isEmpty()
            && resource.getStatus() != null
            && resource.getStatus().getImage() != null;
    if (lost) {
      deployment = labelledAgain(resource, context);
    }
    return new Outcome(
        deployment.map(running -> stopped(resource, running, snapshot)),
        service(resource),
        Optional.empty());
  }

  private Deployment stopped(P resource, Deployment running, AllowlistSnapshot snapshot) {
    Rollout rollout = rollout(running);
    if (stopsRevoked() && RunningImages.anyRefused(rollout, snapshot)) {
      return replicas.stop(running, Stop.REVOKED);
    }
    return LateStart.is(resource.getStatus(), rollout, snapshot)
        ? replicas.stop(running, Stop.STARTED_LATE)
        : running;
  }

  /** Whether the spec could run, but not beside what somebody added. */
  private boolean stopsForForeign(P resource, AllowlistSnapshot snapshot) {
    return stopsRevoked()
        && deployments
            .of(resource)
            .filter(
                deployment ->
                    !RunningImages.refusedForeign(rollout(deployment), snapshot).isEmpty())
            .isPresent();
  }

  private boolean stopsRevoked() {
    return services.config().revocationPolicy() == RevocationPolicy.STOP;
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

  private Rollout rollout(Deployment deployment) {
    return Rollout.of(deployment, kind.component());
  }

  private void writeStatus(
      P resource,
      AllowlistSnapshot snapshot,
      Verdict verdict,
      Outcome outcome,
      Context<P> context) {
    Optional<Rollout> rollout = outcome.deployment().map(this::rollout);
    Optional<Problem> foreign =
        rollout
            .map(known -> RunningImages.refusedForeign(known, snapshot))
            .filter(refused -> !refused.isEmpty())
            .map(Problem::foreignContainers);
    T status =
        statuses.status(
            resource, verdict, rollout, outcome.service(), outcome.problem().or(() -> foreign));
    if (writer.write(resource, status, context)) {
      observer.written(resource, resource.getStatus(), status, verdict);
    }
    forgetIfGone(resource, context);
  }

  /** Its deletion may have been seen while its status was being written. */
  private void forgetIfGone(P resource, Context<P> context) {
    ResourceID id = ResourceID.fromResource(resource);
    if (context.getPrimaryCache().get(id).isEmpty()) {
      observer.gone(id);
    }
  }

  private final class Dependents implements PolicyEventSource.Dependents<Verdict, P> {

    @Override
    public String asks(P resource) {
      return resource.getSpec().getImage();
    }

    @Override
    public Set<String> alsoAsks(P resource) {
      return images.besidesSpec(ResourceID.fromResource(resource));
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
      ResourceID id = ResourceID.fromResource(resource);
      images.forget(id);
      observer.gone(id);
    }
  }
}
