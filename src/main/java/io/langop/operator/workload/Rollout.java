package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.langop.operator.image.VisibleText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a Deployment has come.
 *
 * @param image the image its pods run
 * @param volumeImages the images of the volumes that the author asked for
 * @param asked the images that the author asked for, which a policy may have replaced
 * @param wanted the number of pods it shall have
 * @param ready the number of pods that are ready
 * @param complete whether all of its pods, and no others, are as its spec says and available
 * @param failure why it makes no progress, if it says so
 * @param foreign images that somebody else put into it
 * @param stop why the operator scaled it to zero, if it did; somebody may have scaled it up again
 */
record Rollout(
    String image,
    List<String> volumeImages,
    List<String> asked,
    int wanted,
    int ready,
    boolean complete,
    Optional<DeploymentCondition> failure,
    List<ForeignImage> foreign,
    Optional<Stop> stop) {

  /** An edit of the Deployment may name an image of any length; a status has room for this much. */
  private static final int MAX_IMAGE = 1_100;

  /**
   * @param container name of the container whose image counts; others are somebody's sidecars
   */
  static Rollout of(Deployment deployment, String container, Rewrites rewrites) {
    DeploymentStatus status =
        Optional.ofNullable(deployment.getStatus()).orElseGet(DeploymentStatus::new);
    int wanted = Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1);
    boolean observed =
        status.getObservedGeneration() != null
            && status.getObservedGeneration() >= deployment.getMetadata().getGeneration();
    boolean complete =
        observed
            && number(status.getReplicas()) == wanted
            && number(status.getUpdatedReplicas()) == wanted
            && number(status.getAvailableReplicas()) == wanted;
    Map<String, String> own = new LinkedHashMap<>(OwnImages.of(deployment, container));
    own.remove(container);
    return new Rollout(
        image(deployment.getSpec().getTemplate().getSpec().getContainers(), container),
        own.values().stream().map(Rollout::bounded).toList(),
        rewrites.asked(deployment, container).stream().map(Rollout::bounded).toList(),
        wanted,
        number(status.getReadyReplicas()),
        complete,
        complete ? Optional.empty() : failure(status),
        ForeignImage.in(
            deployment.getSpec().getTemplate().getSpec(), container, OwnImages.volumes(deployment)),
        Stop.of(deployment));
  }

  private static String image(List<Container> containers, String name) {
    String image =
        containers.stream()
            .filter(container -> name.equals(container.getName()))
            .findFirst()
            .orElseGet(() -> containers.get(0))
            .getImage();
    return image == null ? null : bounded(image);
  }

  private static String bounded(String image) {
    return VisibleText.of(image, MAX_IMAGE);
  }

  private static Optional<DeploymentCondition> failure(DeploymentStatus status) {
    return status.getConditions().stream()
        .filter(
            condition ->
                ("ReplicaFailure".equals(condition.getType())
                        && "True".equals(condition.getStatus()))
                    || ("Progressing".equals(condition.getType())
                        && "False".equals(condition.getStatus())))
        .findFirst();
  }

  private static int number(Integer value) {
    return value == null ? 0 : value;
  }
}
