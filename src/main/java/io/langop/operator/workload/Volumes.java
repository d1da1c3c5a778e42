package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.ImageVolumeSource;
import io.fabric8.kubernetes.api.model.ImageVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadVolume;
import io.langop.operator.image.ImageReference;
import java.util.List;

/** The volumes that a spec asks for. */
final class Volumes {

  private Volumes() {}

  /** As a pod has them. */
  static List<Volume> of(WorkloadSpec spec) {
    return spec.getVolumes() == null ? null : spec.getVolumes().stream().map(Volumes::of).toList();
  }

  private static Volume of(WorkloadVolume asked) {
    return new VolumeBuilder()
        .withName(asked.getName())
        .withConfigMap(asked.getConfigMap())
        .withCsi(asked.getCsi())
        .withDownwardAPI(ApiForm.of(asked.getDownwardAPI()))
        .withEmptyDir(asked.getEmptyDir())
        .withHostPath(asked.getHostPath())
        .withImage(image(asked.getImage()))
        .withNfs(asked.getNfs())
        .withPersistentVolumeClaim(asked.getPersistentVolumeClaim())
        .withProjected(ApiForm.of(asked.getProjected()))
        .withSecret(asked.getSecret())
        .build();
  }

  /** Named as it was decided, like the image of the container. */
  private static ImageVolumeSource image(ImageVolumeSource asked) {
    return asked != null
            && ImageReference.parse(asked.getReference()) instanceof ImageReference reference
        ? new ImageVolumeSourceBuilder(asked).withReference(reference.canonical()).build()
        : asked;
  }
}
