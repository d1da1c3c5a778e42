package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFileBuilder;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeSource;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.EnvVarSourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.ObjectFieldSelectorBuilder;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.fabric8.kubernetes.api.model.ResourceFieldSelectorBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.List;

/**
 * What authors write in the form in which the API server stores it, with its defaults. Server-side
 * apply owns some values only as a whole; one that misses a default in it would differ from what is
 * stored for ever, and be applied again each time.
 */
final class ApiForm {

  private static final String API_VERSION = "v1";
  private static final long TOKEN_SECONDS = 3_600;
  private static final Quantity ONE_UNIT = new Quantity("0");

  private ApiForm() {}

  static EnvVar of(EnvVar asked) {
    return new EnvVarBuilder(asked)
        .withValue("".equals(asked.getValue()) ? null : asked.getValue())
        .withValueFrom(of(asked.getValueFrom()))
        .build();
  }

  private static EnvVarSource of(EnvVarSource asked) {
    return asked == null
        ? null
        : new EnvVarSourceBuilder(asked)
            .withFieldRef(of(asked.getFieldRef()))
            .withResourceFieldRef(of(asked.getResourceFieldRef()))
            .build();
  }

  static ObjectFieldSelector of(ObjectFieldSelector asked) {
    return asked == null || asked.getApiVersion() != null && !asked.getApiVersion().isEmpty()
        ? asked
        : new ObjectFieldSelectorBuilder(asked).withApiVersion(API_VERSION).build();
  }

  static ResourceFieldSelector of(ResourceFieldSelector asked) {
    return asked == null || asked.getDivisor() != null
        ? asked
        : new ResourceFieldSelectorBuilder(asked).withDivisor(ONE_UNIT).build();
  }

  static DownwardAPIVolumeSource of(DownwardAPIVolumeSource asked) {
    return asked == null
        ? null
        : new DownwardAPIVolumeSourceBuilder(asked).withItems(items(asked.getItems())).build();
  }

  static ProjectedVolumeSource of(ProjectedVolumeSource asked) {
    return asked == null
        ? null
        : new ProjectedVolumeSourceBuilder(asked)
            .withSources(asked.getSources().stream().map(ApiForm::of).toList())
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
    if (asked.getServiceAccountToken() != null
        && asked.getServiceAccountToken().getExpirationSeconds() == null) {
      builder
          .editServiceAccountToken()
          .withExpirationSeconds(TOKEN_SECONDS)
          .endServiceAccountToken();
    }
    return builder.build();
  }

  private static List<DownwardAPIVolumeFile> items(List<DownwardAPIVolumeFile> asked) {
    return asked.stream()
        .map(
            file ->
                new DownwardAPIVolumeFileBuilder(file)
                    .withFieldRef(of(file.getFieldRef()))
                    .withResourceFieldRef(of(file.getResourceFieldRef()))
                    .build())
        .toList();
  }
}
