package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;

/** Makes resources of what the client gives. */
final class Resources {

  private Resources() {}

  static Resource of(ResourceKind kind, GenericKubernetesResource read) {
    ObjectMeta metadata = read.getMetadata();
    return new Resource(
        kind,
        text(metadata.getNamespace()),
        text(metadata.getName()),
        metadata.getGeneration() == null ? 0 : metadata.getGeneration(),
        text(metadata.getCreationTimestamp()),
        metadata.getDeletionTimestamp() != null,
        map(read.getAdditionalProperties().get("spec")),
        map(read.getAdditionalProperties().get("status")));
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
