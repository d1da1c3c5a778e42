package io.langop.operator.bench;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;

/** A ConfigMap with a list of registries, edited as {@code kubectl patch} would. */
final class Allowlist {

  static final String NAMESPACE = "kube-system";

  /** The one that the operator watches. */
  static final String OF_OPERATOR = "operator-config";

  /** The one that the bare client watches. */
  static final String OF_FLOOR = "floor-config";

  private static final String KEY = "allowed-registries";
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final String name;

  Allowlist(KubernetesClient client, String name) {
    this.client = client;
    this.name = name;
  }

  /** Creates the list with one registry that no agent uses. */
  void create() {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name)
                .endMetadata()
                .withData(Map.of(KEY, "docker.io\n"))
                .build())
        .create();
  }

  /**
   * Allows these registries, and one that no agent uses.
   *
   * @return when the answer was there, in {@link System#nanoTime}
   */
  long allow(List<String> registries) {
    String text = "docker.io\n" + String.join("\n", registries) + "\n";
    client
        .configMaps()
        .inNamespace(NAMESPACE)
        .withName(name)
        .patch(MERGE, Serialization.asJson(Map.of("data", Map.of(KEY, text))));
    return System.nanoTime();
  }
}
