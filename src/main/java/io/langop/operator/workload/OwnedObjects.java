package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.langop.operator.api.Labels;
import io.langop.operator.client.ServerSideApply;
import io.langop.operator.reading.Marks;
import io.langop.operator.reading.Pages;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The objects of one type that belong to the resources of one kind: watched, and applied so that
 * fields owned by the operator are repaired, all others are left in peace, and an object of
 * somebody else is never taken over.
 *
 * @param <R> type of the objects
 * @param <P> kind of their owners
 */
final class OwnedObjects<R extends HasMetadata, P extends HasMetadata> {

  /**
   * An apply with a resource version is refused for an object that has another one, and makes one
   * that is missing. The first object that etcd stores has version 2.
   */
  private static final String OF_NO_OBJECT = "1";

  private final Class<R> type;
  private final InformerEventSource<R, P> objects;
  private final WholeObjects<R> whole;
  private final KnownMatches matches = new KnownMatches();

  OwnedObjects(Class<R> type, String component, EventSourceContext<P> context) {
    this.type = type;
    var configuration =
        InformerEventSourceConfiguration.from(type, context.getPrimaryResourceClass())
            .withName(type.getSimpleName())
            .withNamespacesInheritedFromController()
            .withLabelSelector(Labels.selectorOf(component))
            // By its name, since anybody who may edit the object can change its owner references.
            .withSecondaryToPrimaryMapper(object -> Set.of(ResourceID.fromResource(object)))
            .withInformerListLimit(Pages.SIZE);
    whole = new WholeObjects<>(context.getClient());
    objects = new InformerEventSource<>(configuration.build(), context);
  }

  InformerEventSource<R, P> eventSource() {
    return objects;
  }

  /**
   * The object of {@code owner}, unless it belongs to a deleted namesake and is about to go. Others
   * may refer to {@code owner} too: a copy that somebody made under another name.
   */
  Optional<R> of(P owner) {
    return known(owner)
        .flatMap(object -> Marks.isBare(object) ? whole(object) : Optional.of(object));
  }

  /** Whether only a part of the object, or only its metadata, is in memory. Costs no request. */
  boolean isLarge(P owner) {
    return known(owner).filter(Marks::isTrimmed).isPresent();
  }

  /** Whether only the metadata is in memory, so that even a look at it costs a request. */
  boolean isBare(P owner) {
    return known(owner).filter(Marks::isBare).isPresent();
  }

  private Optional<R> known(P owner) {
    return objects.getSecondaryResources(owner).stream()
        .filter(object -> object.getMetadata().getName().equals(owner.getMetadata().getName()))
        .filter(object -> OwnedMetadata.controls(owner, object))
        .findFirst();
  }

  /** The reconciliation of {@code owner} is over. */
  void reconciled(P owner) {
    whole.forget(ResourceID.fromResource(owner));
  }

  /** The same object with all that is in it. Costs a request if it is a large one. */
  Optional<R> whole(R object) {
    return whole.of(object);
  }

  /**
   * The object of {@code owner} that is not watched, because somebody took its labels away. Costs a
   * request.
   */
  Optional<R> unwatched(R namesake, P owner, KubernetesClient client) {
    return Optional.ofNullable(client.resource(namesake).get())
        .filter(live -> OwnedMetadata.controls(owner, live));
  }

  /** The object of {@code owner}, if it is as desired already. Costs a request if it is large. */
  Optional<R> asDesired(R desired, P owner, Context<P> context) {
    return of(owner).flatMap(this::whole).filter(known -> matches(known, desired, owner, context));
  }

  /**
   * Makes the object as desired, without a request when it is so already.
   *
   * @return the object as the API server has it now
   * @throws NameConflictException when the name is taken by an object that {@code owner} does not
   *     control
   */
  R apply(R desired, P owner, Context<P> context) throws NameConflictException {
    Optional<R> asDesired = asDesired(desired, owner, context);
    return asDesired.isPresent() ? asDesired.get() : write(desired, owner, context);
  }

  /** Like {@link #apply}, for an object that is known not to be as desired. */
  R write(R desired, P owner, Context<P> context) throws NameConflictException {
    Optional<R> known = of(owner).flatMap(this::whole);
    if (known.isPresent()) {
      return replace(known.get(), desired, owner, context);
    }
    try {
      return create(desired, owner, context);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
    // Somebody's, or the owner's own, not seen yet or without its labels.
    desired.getMetadata().setResourceVersion(null);
    R live = context.getClient().resource(desired).get();
    if (live == null) { // gone again
      return create(desired, owner, context);
    }
    if (!OwnedMetadata.controls(owner, live)) {
      throw new NameConflictException(live, owner);
    }
    return replace(live, desired, owner, context);
  }

  /**
   * Puts the object of {@code owner} as it is now into the cache. Costs a request: a list of one
   * name, of which no more is read than is kept.
   */
  void readAgain(P owner, KubernetesClient reader) {
    of(owner).ifPresent(known -> readAgain(known, owner, reader));
  }

  private void readAgain(R known, P owner, KubernetesClient reader) {
    reader
        .resources(type)
        .inNamespace(owner.getMetadata().getNamespace())
        .withField("metadata.name", known.getMetadata().getName())
        .list()
        .getItems()
        .stream()
        .filter(live -> OwnedMetadata.controls(owner, live))
        .forEach(live -> remember(known, live));
  }

  /** Applies a partial object under another field manager than {@link #apply} does. */
  R applyPart(R part, R known, String fieldManager, KubernetesClient client) {
    R applied = client.resource(part).patch(ServerSideApply.as(fieldManager), part);
    remember(known, applied);
    return whole.ofAnswer(applied);
  }

  private boolean matches(R actual, R desired, P owner, Context<P> context) {
    if (matches.contains(owner, actual, desired)) {
      return true;
    }
    boolean matching =
        SSABasedGenericKubernetesResourceMatcher.<R>getInstance().matches(actual, desired, context);
    matches.note(owner, actual, matching);
    return matching;
  }

  /** {@code owner} was deleted. */
  void forget(P owner) {
    matches.forget(owner);
  }

  /** Fails with a conflict when there is an object of this name, which is left as it is. */
  private R create(R desired, P owner, Context<P> context) {
    desired.getMetadata().setResourceVersion(OF_NO_OBJECT);
    R created = patch(desired, context, ServerSideApply::unlessOwned);
    objects.handleRecentResourceCreate(ResourceID.fromResource(created), created);
    return answered(owner, created);
  }

  /**
   * Uid and resource version make the API server refuse when the object is not as it was looked at:
   * a request that was held up on its way must not undo what was decided meanwhile.
   */
  private R replace(R actual, R desired, P owner, Context<P> context) {
    desired.getMetadata().setUid(actual.getMetadata().getUid());
    desired.getMetadata().setResourceVersion(actual.getMetadata().getResourceVersion());
    R replaced = patch(desired, context, ServerSideApply::as);
    remember(actual, replaced);
    return answered(owner, replaced);
  }

  /**
   * What the API server makes of what is desired, by its defaults and policies, it would make of it
   * again: there is nothing to write until one of the two specs changes.
   */
  private R answered(P owner, R answer) {
    matches.note(owner, answer, true);
    return whole.ofAnswer(answer);
  }

  private void remember(R before, R after) {
    objects.handleRecentResourceUpdate(ResourceID.fromResource(after), after, before);
  }

  private R patch(R desired, Context<P> context, Function<String, PatchContext> apply) {
    String fieldManager = context.getControllerConfiguration().fieldManager();
    return context.getClient().resource(desired).patch(apply.apply(fieldManager), desired);
  }
}
