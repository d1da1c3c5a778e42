package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An object that belongs to no namespace, as it was read.
 *
 * @param labels empty if there are none
 * @param spec empty if there is none
 */
public record ClusterObject(String name, Map<String, String> labels, Map<?, ?> spec) {

  /** One object, as far as the user may read it. */
  static Reading<ClusterObject> read(KubernetesClient client, ClusterKind kind, String name) {
    return permitted(
        () -> {
          GenericKubernetesResource found =
              kind.names().objects(client, false).withName(name).get();
          return Reading.ofNullable(found == null ? null : of(found));
        });
  }

  /** Those with a label; missing if the cluster does not have their kind. */
  static Reading<List<ClusterObject>> list(
      KubernetesClient client, ClusterKind kind, String labelSelector) {
    return permitted(
        () ->
            Reading.of(
                Pages.all(
                    labelSelector, kind.names().objects(client, false)::list, ClusterObject::of)));
  }

  private static <T> Reading<T> permitted(Supplier<Reading<T>> question) {
    try {
      return question.get();
    } catch (KubernetesClientException e) {
      if (ClusterErrors.isForbidden(e)) {
        return Reading.forbidden();
      }
      if (ClusterErrors.isNotFound(e)) {
        return Reading.missing();
      }
      throw e;
    }
  }

  private static ClusterObject of(GenericKubernetesResource read) {
    Map<String, String> labels = read.getMetadata().getLabels();
    return new ClusterObject(
        read.getMetadata().getName(),
        labels == null ? Map.of() : labels,
        read.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec ? spec : Map.of());
  }

  /** A text of the spec; empty if it is not there. */
  public String spec(String... path) {
    return StoredResource.text(spec, path);
  }
}
