package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.langop.operator.image.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An image in a Deployment that somebody else put there: a container, an init container or an image
 * volume beside the operator's own container.
 *
 * @param what where it is, for a person: {@code init container 'x'}
 */
record ForeignImage(String what, String image) {

  /** Longer than any image reference; so a longer text stays invalid when it is cut. */
  private static final int MAX_LENGTH = 1_100;

  ForeignImage {
    image = image.length() > MAX_LENGTH ? VisibleText.of(image, MAX_LENGTH) : image;
  }

  /**
   * @param ownContainer name of the operator's container
   * @param ownVolumes names of the image volumes that the author asked for
   */
  static List<ForeignImage> in(PodSpec pod, String ownContainer, Set<String> ownVolumes) {
    List<ForeignImage> found = new ArrayList<>();
    containers("container", pod.getContainers())
        .filter(container -> !container.what().equals(named("container", ownContainer)))
        .forEach(found::add);
    containers("init container", pod.getInitContainers()).forEach(found::add);
    for (Volume volume : orEmpty(pod.getVolumes())) {
      if (volume.getImage() != null
          && volume.getImage().getReference() != null
          && !ownVolumes.contains(volume.getName())) {
        found.add(
            new ForeignImage(
                named("image volume", volume.getName()), volume.getImage().getReference()));
      }
    }
    return List.copyOf(found);
  }

  private static Stream<ForeignImage> containers(String what, List<Container> containers) {
    return orEmpty(containers).stream()
        .filter(container -> container.getImage() != null)
        .map(container -> new ForeignImage(named(what, container.getName()), container.getImage()));
  }

  private static String named(String what, String name) {
    return "%s '%s'".formatted(what, name);
  }

  static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }
}
