package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.Labels;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.policy.AllowlistSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The Deployment, and for some kinds the Service, of each resource: makes them, freezes them, or
 * scales to zero what must not run.
 *
 * @param <P> the custom resource
 * @param <T> its status
 */
final class OwnedWorkload<
    P extends CustomResource<? extends WorkloadSpec, T>, T extends WorkloadStatus> {

  private static final String LABELS_MANAGER = Labels.OPERATOR + "-labels";

  /** Used only when more foreign objects are in the way than are watched. */
  private static final Duration UNWATCHED_CONFLICT_RETRY = Duration.ofMinutes(1);

  private final WorkloadKind<P, T> kind;
  private final StopRule stopRule;
  private final KnownRewrites rewrites;
  private final OwnedObjects<Deployment, P> deployments;
  private final Optional<OwnedObjects<Service, P>> services;
  private final Replicas replicas;
  private final NameConflicts<P> conflicts = new NameConflicts<>();

  OwnedWorkload(
      WorkloadKind<P, T> kind,
      StopRule stopRule,
      KnownRewrites rewrites,
      EventSourceContext<P> context) {
    this.kind = kind;
    this.rewrites = rewrites;
    this.stopRule = stopRule;
    this.deployments = new OwnedObjects<>(Deployment.class, kind.component(), context);
    this.services =
        kind.hasService()
            ? Optional.of(new OwnedObjects<>(Service.class, kind.component(), context))
            : Optional.empty();
    this.replicas = new Replicas(deployments, context.getClient());
  }

  /** What wakes a resource when its workload changes. */
  List<EventSource<?, P>> eventSources() {
    List<EventSource<?, P>> sources = new ArrayList<>();
    sources.add(deployments.eventSource());
    services.map(OwnedObjects::eventSource).ifPresent(sources::add);
    sources.add(conflicts);
    return sources;
  }

  /** Whether the Deployment or Service is so large that only a part of it is in memory. */
  boolean isLarge(P resource) {
    return deployments.isLarge(resource)
        || services.filter(objects -> objects.isLarge(resource)).isPresent();
  }

  /** Whether it is so large that even freezing it takes a read of it. */
  boolean isBare(P resource) {
    return deployments.isBare(resource)
        || services.filter(objects -> objects.isBare(resource)).isPresent();
  }

  /** The reconciliation of a resource is over, and what was read for it not needed any more. */
  void reconciled(P resource) {
    deployments.reconciled(resource);
    services.ifPresent(objects -> objects.reconciled(resource));
  }

  /** How far the Deployment of a resource has come. */
  Rollout rollout(Deployment deployment) {
    return Rollout.of(deployment, kind.component(), rewrites.of(deployment));
  }

  /** Reads the Deployment past the cache, which may be late for any time. */
  void readAgain(P resource, KubernetesClient client) {
    deployments.readAgain(resource, client);
  }

  /** A resource was deleted. */
  void forget(P resource) {
    conflicts.forget(resource);
    rewrites.forget(resource);
    deployments.forget(resource);
    services.ifPresent(objects -> objects.forget(resource));
  }

  /** What exists, with nothing done about it. */
  Outcome unchanged(P resource, Problem problem, Optional<Duration> lookAgain) {
    return new Outcome(
        deployments.of(resource), service(resource), Optional.of(problem), lookAgain);
  }

  /**
   * Makes the workload.
   *
   * @param proved whether the API server has confirmed just now that the image is allowed
   * @param stillAllowed whether the image is allowed at the moment of the call
   * @return empty when something would be started or changed and that is not proved
   */
  Optional<Outcome> run(
      P resource,
      Verdict.Allowed allowed,
      boolean proved,
      BooleanSupplier stillAllowed,
      Context<P> context) {
    Deployment desired = kind.deployment(resource, allowed.image());
    Integer wanted = resource.getSpec().getReplicas();
    try {
      Optional<Service> service = applyService(resource, context);
      Optional<Deployment> asDesired =
          deployments.asDesired(adopted(desired, resource), resource, context);
      Optional<Deployment> settled =
          asDesired.filter(deployment -> !Replicas.isStopped(deployment));
      if (settled.isPresent()) {
        conflicts.forget(resource);
        return Optional.of(new Outcome(settled, service, Optional.empty()));
      }
      if (!proved) {
        return Optional.empty();
      }
      deployments
          .of(resource)
          .flatMap(deployments::whole)
          .ifPresent(existing -> replicas.beforeApply(existing, wanted));
      if (!stillAllowed.getAsBoolean()) { // the requests before may have taken their time
        return Optional.empty();
      }
      Deployment written =
          asDesired.isPresent()
              ? asDesired.get()
              : noted(desired, deployments.write(desired, resource, context));
      conflicts.forget(resource);
      return Optional.of(
          new Outcome(
              Optional.of(replicas.afterApply(written, wanted)), service, Optional.empty()));
    } catch (NameConflictException e) {
      boolean watched = conflicts.watch(resource, e.foreign(), context.getClient());
      return Optional.of(
          unchanged(
              resource,
              Problem.nameConflict(e),
              watched ? Optional.empty() : Optional.of(UNWATCHED_CONFLICT_RETRY)));
    }
  }

  /** What is desired, as a policy of the cluster has made it of the same before. */
  private Deployment adopted(Deployment desired, P resource) {
    return deployments
        .of(resource)
        .map(actual -> rewrites.of(actual).adoptedBy(desired, actual, kind.component()))
        .orElse(desired);
  }

  /** Takes note of the images that a policy replaced when the Deployment was written. */
  private Deployment noted(Deployment desired, Deployment written) {
    rewrites.note(written, Rewrites.between(desired, written, kind.component()));
    return written;
  }

  private Optional<Service> applyService(P resource, Context<P> context)
      throws NameConflictException {
    Optional<Service> desired = kind.service(resource);
    return desired.isEmpty()
        ? desired
        : Optional.of(services.orElseThrow().apply(desired.get(), resource, context));
  }

  private Optional<Service> service(P resource) {
    return services.flatMap(objects -> objects.of(resource));
  }

  /** Nothing is created or changed; what must not run is scaled to zero. */
  Outcome freeze(P resource, AllowlistSnapshot snapshot, Context<P> context) {
    conflicts.forget(resource);
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

  private Deployment stopped(P resource, Deployment running, AllowlistSnapshot snapshot) {
    return stopRule
        .stops(
            resource.getStatus(), rollout(running), snapshot, resource.getMetadata().getNamespace())
        .map(why -> replicas.stop(running, why))
        .orElse(running);
  }

  /** Whether the spec could run, but not beside what somebody added to the Deployment. */
  boolean stopsForForeign(P resource, AllowlistSnapshot snapshot) {
    return stopRule.stopsRevoked()
        && deployments
            .of(resource)
            .filter(
                deployment ->
                    !RunningImages.refusedForeign(
                            rollout(deployment), snapshot, resource.getMetadata().getNamespace())
                        .isEmpty())
            .isPresent();
  }
}
