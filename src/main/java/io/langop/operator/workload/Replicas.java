package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;

/**
 * The number of pods where it is not simply what the spec says: stopped by the revocation policy,
 * resumed afterwards, or handed over to an autoscaler. All of it is written under a field manager
 * of its own, which never insists on its value.
 */
final class Replicas {

  private static final String FIELD_MANAGER = Labels.OPERATOR + "-replicas";

  private final OwnedObjects<Deployment, ?> deployments;
  private final KubernetesClient client;

  Replicas(OwnedObjects<Deployment, ?> deployments, KubernetesClient client) {
    this.deployments = deployments;
    this.client = client;
  }

  /** Scales to zero and notes on the Deployment why, and how many pods there were. */
  Deployment stop(Deployment deployment, Stop why) {
    Integer now = deployment.getSpec().getReplicas();
    if (now == 0) {
      return deployment;
    }
    String before =
        annotations(deployment).getOrDefault(Labels.REPLICAS_BEFORE_STOP, now.toString());
    return write(
        deployment,
        0,
        Map.of(Labels.REPLICAS_BEFORE_STOP, before, Labels.STOPPED_BECAUSE, why.value()));
  }

  /** Whether a Deployment was stopped and has not been resumed. */
  static boolean isStopped(Deployment deployment) {
    return annotations(deployment).containsKey(Labels.REPLICAS_BEFORE_STOP);
  }

  /**
   * Prepares the number for an apply of the whole Deployment.
   *
   * @param wanted the number that the spec asks for, {@code null} for none
   */
  void beforeApply(Deployment deployment, Integer wanted) {
    if (wanted == null && !isStopped(deployment) && ownedBy(Labels.OPERATOR, deployment)) {
      // Dropping an owned field resets it to 1; a second owner keeps the number as it is.
      write(deployment, deployment.getSpec().getReplicas(), Map.of());
    }
  }

  /**
   * Resumes what was stopped. Comes after the apply, so that no pod starts with the image from
   * before it.
   *
   * @param wanted the number that the spec asks for, {@code null} for none
   */
  Deployment afterApply(Deployment deployment, Integer wanted) {
    String beforeStop = annotations(deployment).get(Labels.REPLICAS_BEFORE_STOP);
    return beforeStop == null
        ? deployment
        : write(deployment, wanted == null ? Integer.valueOf(beforeStop) : wanted, Map.of());
  }

  private Deployment write(Deployment deployment, int replicas, Map<String, String> annotations) {
    Deployment part =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName(deployment.getMetadata().getName())
            .withNamespace(deployment.getMetadata().getNamespace())
            .withUid(deployment.getMetadata().getUid())
            .withAnnotations(annotations.isEmpty() ? null : annotations)
            .endMetadata()
            .withNewSpec()
            .withReplicas(replicas)
            .endSpec()
            .build();
    return deployments.applyPart(part, deployment, FIELD_MANAGER, client);
  }

  private static Map<String, String> annotations(Deployment deployment) {
    Map<String, String> annotations = deployment.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }

  private static boolean ownedBy(String fieldManager, Deployment deployment) {
    return deployment.getMetadata().getManagedFields().stream()
        .filter(entry -> fieldManager.equals(entry.getManager()))
        .filter(entry -> "Apply".equals(entry.getOperation()))
        .anyMatch(Replicas::ownsReplicas);
  }

  private static boolean ownsReplicas(ManagedFieldsEntry entry) {
    return entry.getFieldsV1() != null
        && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
        && spec.containsKey("f:replicas");
  }
}
