package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Locale;

/**
 * How Kubernetes calls a kind.
 *
 * @param group of the API, empty for the core
 */
record KindNames(String group, String version, String kind, String plural) {

  /** As kubectl calls one: {@code languageagent.langop.io}. */
  String singular() {
    return kind.toLowerCase(Locale.ROOT) + (group.isEmpty() ? "" : "." + group);
  }

  /**
   * The objects of the kind.
   *
   * @param namespaced whether they belong to namespaces
   */
  MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      objects(KubernetesClient client, boolean namespaced) {
    return client.genericKubernetesResources(
        new ResourceDefinitionContext.Builder()
            .withGroup(group)
            .withVersion(version)
            .withKind(kind)
            .withPlural(plural)
            .withNamespaced(namespaced)
            .build());
  }
}
