package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads objects that belong to no namespace, as far as the user may. */
record ClusterObjects(KubernetesClient client) {

  /** One object. */
  Reading<ClusterObject> read(ClusterKind kind, String name) {
    return permitted(
        () -> {
          GenericKubernetesResource found =
              kind.names().objects(client, false).withName(name).get();
          return Reading.ofNullable(found == null ? null : object(found));
        });
  }

  /** Those with a label; missing if the cluster does not have their kind. */
  Reading<List<ClusterObject>> list(ClusterKind kind, String labelSelector) {
    return permitted(
        () ->
            Reading.of(
                Pages.all(
                    labelSelector,
                    kind.names().objects(client, false)::list,
                    ClusterObjects::object)));
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

  private static ClusterObject object(GenericKubernetesResource read) {
    Map<String, String> labels = read.getMetadata().getLabels();
    return new ClusterObject(
        read.getMetadata().getName(),
        labels == null ? Map.of() : labels,
        read.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec ? spec : Map.of());
  }
}
