package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A ConfigMap as it was read; it is written only as it was read.
 *
 * @param version what a later write has to find unchanged; {@code null} if there is no ConfigMap
 */
public record StoredMap(String version, Map<String, String> data) {

  private static final String FIELD_MANAGER = "aictl";

  static StoredMap read(KubernetesClient client, ConfigMapPlace place) {
    ConfigMap found =
        client.configMaps().inNamespace(place.namespace()).withName(place.name()).get();
    if (found == null) {
      return new StoredMap(null, Map.of());
    }
    return new StoredMap(
        found.getMetadata().getResourceVersion(),
        found.getData() == null ? Map.of() : found.getData());
  }

  /** The other namespaces with a ConfigMap of that name and key, in the order of their names. */
  static List<String> elsewhere(KubernetesClient client, ConfigMapPlace place) {
    return client
        .configMaps()
        .inAnyNamespace()
        .withField("metadata.name", place.name())
        .list()
        .getItems()
        .stream()
        .filter(found -> found.getData() != null && found.getData().containsKey(place.key()))
        .map(found -> found.getMetadata().getNamespace())
        .filter(namespace -> !namespace.equals(place.namespace()))
        .sorted()
        .toList();
  }

  public boolean exists() {
    return version != null;
  }

  /** See {@link Cluster#write}. */
  boolean write(KubernetesClient client, ConfigMapPlace place, String key, String value) {
    try {
      if (exists()) {
        patch(client, place, key, value);
      } else {
        create(client, place, key, value);
      }
      return true;
    } catch (KubernetesClientException e) {
      boolean gone = ClusterErrors.isNotFound(e) && exists();
      if (ClusterErrors.isConflict(e) || gone) {
        return false;
      }
      if (ClusterErrors.isNotFound(e)) {
        String namespace = Visible.value(place.namespace());
        throw Failure.negative(
            "Namespace '%s' does not exist. Create it with: kubectl create namespace %s"
                .formatted(namespace, namespace));
      }
      throw e;
    }
  }

  private void patch(KubernetesClient client, ConfigMapPlace place, String key, String value) {
    Map<String, Object> changed = new HashMap<>();
    changed.put(key, value);
    Map<String, Object> patch =
        Map.of("metadata", Map.of("resourceVersion", version), "data", changed);
    PatchContext context = PatchContext.of(PatchType.JSON_MERGE);
    context.setFieldManager(FIELD_MANAGER);
    client
        .configMaps()
        .inNamespace(place.namespace())
        .withName(place.name())
        .patch(context, Serialization.asJson(patch));
  }

  private static void create(
      KubernetesClient client, ConfigMapPlace place, String key, String value) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(place.namespace())
                .withName(place.name())
                .endMetadata()
                .withData(Map.of(key, value))
                .build())
        .create();
  }
}
