package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.EnvVarSourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.ObjectFieldSelectorBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.fabric8.kubernetes.api.model.ResourceFieldSelectorBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;

/**
 * What authors write in the form in which the API server stores it, with its defaults. Server-side
 * apply owns some values only as a whole; one that misses a default in it would differ from what is
 * stored for ever, and be applied again each time.
 */
final class ApiForm {

  private static final String API_VERSION = "v1";
  private static final Quantity ONE_UNIT = new Quantity("0");

  private ApiForm() {}

  static EnvVar of(EnvVar asked) {
    return new EnvVarBuilder(asked)
        .withValue(text(asked.getValue()))
        .withValueFrom(of(asked.getValueFrom()))
        .build();
  }

  static EnvFromSource of(EnvFromSource asked) {
    return new EnvFromSourceBuilder(asked).withPrefix(text(asked.getPrefix())).build();
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
    return asked == null || text(asked.getApiVersion()) != null
        ? asked
        : new ObjectFieldSelectorBuilder(asked).withApiVersion(API_VERSION).build();
  }

  static ResourceFieldSelector of(ResourceFieldSelector asked) {
    return asked == null
        ? null
        : new ResourceFieldSelectorBuilder(asked)
            .withContainerName(text(asked.getContainerName()))
            .withDivisor(
                asked.getDivisor() == null ? ONE_UNIT : CanonicalQuantity.of(asked.getDivisor()))
            .build();
  }

  static Toleration of(Toleration asked) {
    return new TolerationBuilder(asked)
        .withKey(text(asked.getKey()))
        .withOperator(text(asked.getOperator()))
        .withValue(text(asked.getValue()))
        .withEffect(text(asked.getEffect()))
        .build();
  }

  static Probe of(Probe asked) {
    if (asked == null) {
      return null;
    }
    ProbeBuilder probe = new ProbeBuilder(asked);
    if (Integer.valueOf(0).equals(asked.getInitialDelaySeconds())) {
      probe.withInitialDelaySeconds(null);
    }
    if (asked.getHttpGet() != null) {
      probe
          .editHttpGet()
          .withHost(text(asked.getHttpGet().getHost()))
          .withPath(text(asked.getHttpGet().getPath()))
          .endHttpGet();
    }
    if (asked.getTcpSocket() != null) {
      probe.editTcpSocket().withHost(text(asked.getTcpSocket().getHost())).endTcpSocket();
    }
    return probe.build();
  }

  /** The API server leaves empty texts out. */
  static String text(String asked) {
    return asked == null || asked.isEmpty() ? null : asked;
  }

  /** It leaves out what is false, where that is the same as unset. */
  static Boolean flag(Boolean asked) {
    return Boolean.TRUE.equals(asked) ? asked : null;
  }
}
