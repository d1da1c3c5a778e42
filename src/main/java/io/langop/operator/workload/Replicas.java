package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.Labels;
import io.langop.operator.image.VisibleText;
import java.util.Map;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/**
 * The number of pods where it is not simply what the spec says: stopped by the revocation policy,
 * resumed afterwards, or handed over to an autoscaler. A field manager of its own writes it, so
 * that an apply of the whole Deployment leaves it alone.
 */
final class Replicas {

  private static final String FIELD_MANAGER = Labels.OPERATOR + "-replicas";

  /** Anybody who may edit Deployments can write it, so it may say anything. */
  private static final String BEFORE_STOP = Labels.REPLICAS_BEFORE_STOP;

  private static final String TAKEN_OVER = "removed";
  private static final Logger LOG = Logger.getLogger(Replicas.class);

  private final OwnedObjects<Deployment, ?> deployments;
  private final KubernetesClient client;

  Replicas(OwnedObjects<Deployment, ?> deployments, KubernetesClient client) {
    this.deployments = deployments;
    this.client = client;
  }

  /** Scales to zero and notes on the Deployment why, and how many pods there were. */
  Deployment stop(Deployment deployment, Stop why) {
    int now = now(deployment);
    if (now == 0) {
      return deployment;
    }
    String before = Integer.toString(beforeStop(deployment).orElse(now));
    Map<String, String> notes = Map.of(BEFORE_STOP, before, Labels.STOPPED_BECAUSE, why.value());
    return apply(deployment, null, 0, notes);
  }

  /** Whether a Deployment was stopped and has not been resumed. */
  static boolean isStopped(Deployment deployment) {
    return annotation(deployment) != null;
  }

  /**
   * Prepares the number for an apply of the whole Deployment.
   *
   * @param wanted the number that the spec asks for, {@code null} for none
   */
  void beforeApply(Deployment deployment, Integer wanted) {
    if (wanted == null && !isStopped(deployment) && ownedBy(Labels.OPERATOR, deployment)) {
      // Dropping an owned field resets it to 1; a second owner keeps the number as it is.
      write(deployment, now(deployment), Map.of());
    }
  }

  /**
   * Resumes what was stopped. Comes after the apply, so that no pod starts with the image from
   * before it.
   *
   * @param wanted the number that the spec asks for, {@code null} for none
   */
  Deployment afterApply(Deployment deployment, Integer wanted) {
    return isStopped(deployment) ? resume(deployment, wanted) : deployment;
  }

  private Deployment resume(Deployment deployment, Integer wanted) {
    OptionalInt before = beforeStop(deployment);
    int replicas = wanted == null ? before.orElse(Math.max(1, now(deployment))) : wanted;
    if (before.isEmpty()) {
      LOG.warnf(
          "Deployment '%s/%s' is scaled to %d: its annotation %s is no number of pods: '%s'",
          deployment.getMetadata().getNamespace(),
          deployment.getMetadata().getName(),
          replicas,
          BEFORE_STOP,
          VisibleText.of(annotation(deployment)));
    }
    Deployment resumed = write(deployment, replicas, Map.of());
    if (!isStopped(resumed)) {
      return resumed;
    }
    // Somebody else wrote it; only what is our own goes when we leave it out.
    Deployment ours = write(resumed, replicas, Map.of(BEFORE_STOP, TAKEN_OVER));
    return write(ours, replicas, Map.of());
  }

  /** How many pods there were before a stop; empty if nobody noted it, or not a number of pods. */
  static OptionalInt beforeStop(Deployment deployment) {
    String noted = annotation(deployment);
    try {
      int replicas = noted == null ? -1 : Integer.parseInt(noted);
      return replicas < 0 ? OptionalInt.empty() : OptionalInt.of(replicas);
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static int now(Deployment deployment) {
    Integer replicas = deployment.getSpec().getReplicas();
    return replicas == null ? 1 : replicas;
  }

  /**
   * For the version that was decided on: a request that is late must not start what was stopped.
   */
  private Deployment write(Deployment deployment, int replicas, Map<String, String> annotations) {
    return apply(deployment, deployment.getMetadata().getResourceVersion(), replicas, annotations);
  }

  /**
   * @param version the version that the write holds for, {@code null} for any
   */
  private Deployment apply(
      Deployment deployment, String version, int replicas, Map<String, String> annotations) {
    Deployment part =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName(deployment.getMetadata().getName())
            .withNamespace(deployment.getMetadata().getNamespace())
            .withUid(deployment.getMetadata().getUid())
            .withResourceVersion(version)
            .withAnnotations(annotations.isEmpty() ? null : annotations)
            .endMetadata()
            .withNewSpec()
            .withReplicas(replicas)
            .endSpec()
            .build();
    return deployments.applyPart(part, deployment, FIELD_MANAGER, client);
  }

  private static String annotation(Deployment deployment) {
    Map<String, String> annotations = deployment.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(BEFORE_STOP);
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
