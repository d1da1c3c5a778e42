package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.langop.operator.api.Labels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * The images of a Deployment that the operator put there for the author, by their places: the
 * container, and the image volumes.
 */
final class OwnImages {

  private static final String VOLUME = "volume/";

  private OwnImages() {}

  /** The names of the image volumes that the author asked for. */
  static Set<String> volumes(Deployment deployment) {
    String names = annotation(deployment, Labels.IMAGE_VOLUMES);
    return names == null ? Set.of() : Arrays.stream(names.split(",")).collect(Collectors.toSet());
  }

  /** What runs in each place; the container comes first. */
  static Map<String, String> of(Deployment deployment, String container) {
    PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    Map<String, String> images = new LinkedHashMap<>();
    for (Container one : ForeignImage.orEmpty(pod.getContainers())) {
      if (container.equals(one.getName()) && one.getImage() != null) {
        images.put(container, one.getImage());
      }
    }
    Set<String> own = volumes(deployment);
    for (Volume volume : ForeignImage.orEmpty(pod.getVolumes())) {
      if (isImage(volume) && own.contains(volume.getName())) {
        images.put(VOLUME + volume.getName(), volume.getImage().getReference());
      }
    }
    return images;
  }

  /**
   * A copy with other images.
   *
   * @param change from a place and the image there to the image of the copy
   */
  static Deployment with(Deployment deployment, String container, BinaryOperator<String> change) {
    PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    return new DeploymentBuilder(deployment)
        .editSpec()
        .editTemplate()
        .editSpec()
        .withContainers(
            pod.getContainers().stream()
                .map(
                    one ->
                        container.equals(one.getName())
                            ? new ContainerBuilder(one)
                                .withImage(change.apply(container, one.getImage()))
                                .build()
                            : one)
                .toList())
        .withVolumes(
            ForeignImage.orEmpty(pod.getVolumes()).stream()
                .map(
                    volume ->
                        isImage(volume)
                            ? new VolumeBuilder(volume)
                                .editImage()
                                .withReference(
                                    change.apply(
                                        VOLUME + volume.getName(),
                                        volume.getImage().getReference()))
                                .endImage()
                                .build()
                            : volume)
                .toList())
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  static String annotation(Deployment deployment, String name) {
    Map<String, String> annotations = deployment.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(name);
  }

  private static boolean isImage(Volume volume) {
    return volume.getImage() != null && volume.getImage().getReference() != null;
  }
}
