package io.langop.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.client.Requests;
import io.langop.operator.client.ServerMessage;
import io.langop.operator.client.ServerSideApply;
import io.langop.operator.metrics.StatusMetrics;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Writes the statuses of one kind, each for exactly the version of the resource that it was decided
 * on, and puts the answer into the cache for the next reconciliation. It never waits: the caller's
 * thread belongs to all resources.
 *
 * @param <P> the custom resource
 * @param <T> its status
 */
public final class StatusWriter<P extends CustomResource<?, T>, T> {

  private static final Logger LOG = Logger.getLogger(StatusWriter.class);
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY = 429;
  private static final String UNKNOWN_FIELD = "field not declared in schema";
  private static final String UPGRADE = "Upgrade the CRDs to the version of the operator";
  private static final String PERMIT = "Permit the operator to write it";
  private static final long NANOS_BETWEEN_WARNINGS = Duration.ofHours(1).toNanos();

  private final Class<P> resourceClass;
  private final Supplier<P> emptyResource;
  private final StatusMetrics metrics;
  private final String kind;
  private final Map<String, Long> lastWarnings = new ConcurrentHashMap<>();

  /**
   * @param emptyResource makes a resource that carries a status to the API server
   */
  public StatusWriter(Class<P> resourceClass, Supplier<P> emptyResource, StatusMetrics metrics) {
    this.resourceClass = resourceClass;
    this.emptyResource = emptyResource;
    this.metrics = metrics;
    this.kind = HasMetadata.getKind(resourceClass);
    metrics.register(kind);
  }

  /**
   * Stores {@code status}, without a request when it is stored already.
   *
   * @param resource as it was read when the status was decided
   * @return false when the resource was deleted in the meantime
   * @throws StaleStatusException when the resource has changed in the meantime; what it is now is
   *     in the cache then
   * @throws RefusedStatusException when the CRD in the cluster does not know the status, or when
   *     the operator may not write it
   */
  public boolean write(P resource, T status, Context<P> context) {
    if (status.equals(resource.getStatus())) {
      return true;
    }
    try {
      remember(resource, apply(patch(resource, status), context), context);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        metrics.conflict(kind);
        readAgain(resource, context);
        throw new StaleStatusException(e);
      }
      if (isRefusal(e)) {
        metrics.refused(kind);
        warn(e);
        throw new RefusedStatusException(e);
      }
      throw e;
    }
  }

  /** A value that the CRD does not know is invalid; a field that it does not know is an error. */
  private static boolean isUnknown(KubernetesClientException e) {
    return e.getCode() == UNPROCESSABLE || ServerMessage.of(e).contains(UNKNOWN_FIELD);
  }

  private static boolean isRefusal(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN || isUnknown(e);
  }

  private P patch(P resource, T status) {
    P patch = emptyResource.get();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(resource.getMetadata().getName())
            .withNamespace(resource.getMetadata().getNamespace())
            .withResourceVersion(resource.getMetadata().getResourceVersion())
            .build());
    patch.setStatus(status);
    return patch;
  }

  /** The client tries errors of the server again for minutes, those of an old CRD among them. */
  private P apply(P patch, Context<P> context) {
    KubernetesClient client = context.getClient();
    try {
      return apply(patch, context, Requests.withoutRetries(client));
    } catch (KubernetesClientException e) {
      boolean mayPass = e.getCode() == 0 || e.getCode() == TOO_MANY || e.getCode() >= 500;
      if (!mayPass || isRefusal(e)) {
        throw e;
      }
      return apply(patch, context, client);
    }
  }

  private P apply(P patch, Context<P> context, KubernetesClient client) {
    return client
        .resource(patch)
        .subresource("status")
        .patch(ServerSideApply.as(context.getControllerConfiguration().fieldManager()));
  }

  /** The watch may be late by any time, so the next reconciliation does not wait for it. */
  private void readAgain(P resource, Context<P> context) {
    context
        .getClient()
        .resources(resourceClass)
        .inNamespace(resource.getMetadata().getNamespace())
        .withField("metadata.name", resource.getMetadata().getName()) // needs no right to get
        .list()
        .getItems()
        .forEach(live -> remember(resource, live, context));
  }

  private void remember(P before, P after, Context<P> context) {
    context
        .eventSourceRetriever()
        .getControllerEventSource()
        .handleRecentResourceUpdate(ResourceID.fromResource(before), after, before);
  }

  /** One CRD that is too old, or one permission that is missing, refuses many statuses. */
  private void warn(KubernetesClientException refusal) {
    String advice = isUnknown(refusal) ? UPGRADE : PERMIT;
    long now = System.nanoTime();
    boolean due =
        lastWarnings.merge(
                advice, now, (last, next) -> next - last >= NANOS_BETWEEN_WARNINGS ? next : last)
            == now;
    if (due) {
      LOG.warnf(
          "The API server does not accept a status of kind %s. %s; until then such statuses are"
              + " tried again every %d seconds: %s",
          kind, advice, StatusRetry.REFUSED.toSeconds(), ServerMessage.of(refusal));
    }
  }
}
