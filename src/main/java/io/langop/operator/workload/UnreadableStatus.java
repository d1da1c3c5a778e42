package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Writes the status of resources that cannot be read. Without it their old conditions would speak
 * of a spec that is not there any more.
 *
 * @param <P> the custom resource
 * @param <T> its status
 */
final class UnreadableStatus<
    P extends CustomResource<? extends WorkloadSpec, T>, T extends WorkloadStatus> {

  /** An API server that validates the spec, too, takes no status until the spec is corrected. */
  private static final Set<Integer> REFUSALS = Set.of(400, 422);

  private final StatusFactory<P, T> statuses;
  private final BiFunction<P, T, P> carrier;

  /**
   * @param carrier makes a resource that carries only a status to the API server
   */
  UnreadableStatus(StatusFactory<P, T> statuses, BiFunction<P, T, P> carrier) {
    this.statuses = statuses;
    this.carrier = carrier;
  }

  void write(
      P resource, Optional<Rollout> rollout, Optional<Service> service, KubernetesClient client) {
    T status = statuses.unreadable(resource, rollout, service);
    if (status.equals(resource.getStatus())) {
      return;
    }
    try {
      client
          .resource(carrier.apply(resource, status))
          .subresource("status")
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager(Labels.OPERATOR)
                  .withForce(true)
                  .build());
    } catch (KubernetesClientException e) {
      if (!REFUSALS.contains(e.getCode())) {
        throw e;
      }
    }
  }
}
