package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.CustomResource;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.image.ImageReference;
import java.util.Optional;

/**
 * What is particular to one kind of workload; {@link WorkloadReconciler} holds what is common.
 *
 * @param <P> the custom resource
 * @param <T> its status
 */
public interface WorkloadKind<
    P extends CustomResource<? extends WorkloadSpec, T>, T extends WorkloadStatus> {

  /** The class of the custom resource. */
  Class<P> resourceClass();

  /** Value of the label {@code app.kubernetes.io/component} of all that belongs to this kind. */
  String component();

  /** An empty resource that can carry a status to the API server. */
  P newResource();

  /** An empty status. */
  T newStatus();

  /** The Deployment that runs an allowed image. */
  Deployment deployment(P resource, ImageReference image);

  /** Whether this kind has Services at all, so that they need watching. */
  boolean hasService();

  /** The Service in front of it, for kinds that have one. */
  Optional<Service> service(P resource);

  /** Adds to the status what only this kind has. */
  void completeStatus(T status, Optional<Service> service);
}
