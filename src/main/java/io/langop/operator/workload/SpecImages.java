package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.ImageVolumeSource;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadVolume;
import io.langop.operator.image.ImageReference;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The images that a spec names. Each of them has to be allowed. */
final class SpecImages {

  private SpecImages() {}

  /** As they are written: the container's, then those of the image volumes. */
  static List<String> of(WorkloadSpec spec) {
    return spec.getVolumes() == null
        ? List.of(spec.getImage())
        : Stream.concat(
                Stream.of(spec.getImage()),
                imageVolumes(spec).map(volume -> Objects.toString(reference(volume), "")))
            .toList();
  }

  /** The valid ones, as the Deployment names them. */
  static Set<String> canonical(WorkloadSpec spec) {
    return of(spec).stream()
        .map(ImageReference::parse)
        .filter(ImageReference.class::isInstance)
        .map(image -> ((ImageReference) image).canonical())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The volumes that are images. */
  static Stream<WorkloadVolume> imageVolumes(WorkloadSpec spec) {
    return spec.getVolumes() == null
        ? Stream.empty()
        : spec.getVolumes().stream().filter(volume -> volume != null && volume.getImage() != null);
  }

  private static String reference(WorkloadVolume volume) {
    ImageVolumeSource image = volume.getImage();
    return image.getReference();
  }
}
