package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFileBuilder;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeSource;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.ImageVolumeSource;
import io.fabric8.kubernetes.api.model.ImageVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.NFSVolumeSource;
import io.fabric8.kubernetes.api.model.NFSVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadVolume;
import io.langop.operator.image.ImageReference;
import java.util.List;

/** The volumes that a spec asks for, in the form of {@link ApiForm}. */
final class Volumes {

  /** How long a token is valid where its author does not say. */
  private static final long TOKEN_SECONDS = 3_600;

  private Volumes() {}

  /** As a pod has them. */
  static List<Volume> of(WorkloadSpec spec) {
    return spec.getVolumes() == null
        ? List.of()
        : spec.getVolumes().stream().map(Volumes::of).toList();
  }

  /** Where they are in the container. */
  static List<VolumeMount> mounts(WorkloadSpec spec) {
    return spec.getVolumeMounts() == null
        ? List.of()
        : spec.getVolumeMounts().stream().map(Volumes::of).toList();
  }

  private static VolumeMount of(VolumeMount asked) {
    return new VolumeMountBuilder(asked)
        .withReadOnly(ApiForm.flag(asked.getReadOnly()))
        .withSubPath(ApiForm.text(asked.getSubPath()))
        .withSubPathExpr(ApiForm.text(asked.getSubPathExpr()))
        .build();
  }

  private static Volume of(WorkloadVolume asked) {
    return new VolumeBuilder()
        .withName(asked.getName())
        .withConfigMap(asked.getConfigMap())
        .withCsi(asked.getCsi())
        .withDownwardAPI(of(asked.getDownwardAPI()))
        .withEmptyDir(of(asked.getEmptyDir()))
        .withHostPath(asked.getHostPath())
        .withImage(of(asked.getImage()))
        .withNfs(of(asked.getNfs()))
        .withPersistentVolumeClaim(of(asked.getPersistentVolumeClaim()))
        .withProjected(of(asked.getProjected()))
        .withSecret(asked.getSecret())
        .build();
  }

  /** Named as it was decided, like the image of the container. */
  private static ImageVolumeSource of(ImageVolumeSource asked) {
    return asked != null
            && ImageReference.parse(asked.getReference()) instanceof ImageReference reference
        ? new ImageVolumeSourceBuilder(asked).withReference(reference.canonical()).build()
        : asked;
  }

  private static EmptyDirVolumeSource of(EmptyDirVolumeSource asked) {
    return asked == null
        ? null
        : new EmptyDirVolumeSourceBuilder(asked)
            .withMedium(ApiForm.text(asked.getMedium()))
            .withSizeLimit(CanonicalQuantity.of(asked.getSizeLimit()))
            .build();
  }

  private static NFSVolumeSource of(NFSVolumeSource asked) {
    return asked == null
        ? null
        : new NFSVolumeSourceBuilder(asked).withReadOnly(ApiForm.flag(asked.getReadOnly())).build();
  }

  private static PersistentVolumeClaimVolumeSource of(PersistentVolumeClaimVolumeSource asked) {
    return asked == null
        ? null
        : new PersistentVolumeClaimVolumeSourceBuilder(asked)
            .withReadOnly(ApiForm.flag(asked.getReadOnly()))
            .build();
  }

  private static DownwardAPIVolumeSource of(DownwardAPIVolumeSource asked) {
    return asked == null
        ? null
        : new DownwardAPIVolumeSourceBuilder(asked).withItems(items(asked.getItems())).build();
  }

  private static ProjectedVolumeSource of(ProjectedVolumeSource asked) {
    return asked == null
        ? null
        : new ProjectedVolumeSourceBuilder(asked)
            .withSources(asked.getSources().stream().map(Volumes::of).toList())
            .build();
  }

  private static VolumeProjection of(VolumeProjection asked) {
    VolumeProjectionBuilder builder = new VolumeProjectionBuilder(asked);
    if (asked.getDownwardAPI() != null) {
      builder
          .editDownwardAPI()
          .withItems(items(asked.getDownwardAPI().getItems()))
          .endDownwardAPI();
    }
    if (asked.getServiceAccountToken() != null) {
      Long seconds = asked.getServiceAccountToken().getExpirationSeconds();
      builder
          .editServiceAccountToken()
          .withAudience(ApiForm.text(asked.getServiceAccountToken().getAudience()))
          .withExpirationSeconds(seconds == null ? Long.valueOf(TOKEN_SECONDS) : seconds)
          .endServiceAccountToken();
    }
    return builder.build();
  }

  private static List<DownwardAPIVolumeFile> items(List<DownwardAPIVolumeFile> asked) {
    return asked.stream()
        .map(
            file ->
                new DownwardAPIVolumeFileBuilder(file)
                    .withFieldRef(ApiForm.of(file.getFieldRef()))
                    .withResourceFieldRef(ApiForm.of(file.getResourceFieldRef()))
                    .build())
        .toList();
  }
}
