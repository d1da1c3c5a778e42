package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/**
 * Reads and watches the custom resources that commands are about.
 *
 * @param namespace that of the command
 */
record CustomResources(KubernetesClient client, String namespace) {

  Optional<StoredResource> find(ResourceKind kind, String name) {
    return Optional.ofNullable(all(kind).inNamespace(namespace).withName(name).get())
        .map(found -> StoredResource.of(kind, found));
  }

  /**
   * @param everywhere in all namespaces, not only in that of the command
   * @param selector {@code null} for all
   */
  List<StoredResource> list(ResourceKind kind, boolean everywhere, String selector) {
    try {
      return Pages.all(
          selector, those(kind, everywhere)::list, item -> StoredResource.of(kind, item));
    } catch (KubernetesClientException e) {
      if (selector != null && e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST) {
        throw Failure.usage(
            "'%s' is no selector, such as team=shop,tier!=test."
                .formatted(Visible.value(selector)));
      }
      throw e;
    }
  }

  WatchedResources watch(ResourceKind kind, String name) {
    WatchedResources watched = new WatchedResources();
    return watched.with(
        all(kind).inNamespace(namespace).withName(name).inform(watched.handler(kind), 0));
  }

  /**
   * @param selector {@code null} for all
   */
  WatchedResources watchAll(ResourceKind kind, boolean everywhere, String selector) {
    WatchedResources watched = new WatchedResources();
    var those = those(kind, everywhere);
    return watched.with(
        selector == null
            ? those.inform(watched.handler(kind), 0)
            : those.withLabelSelector(selector).inform(watched.handler(kind), 0));
  }

  private AnyNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      those(ResourceKind kind, boolean everywhere) {
    return everywhere ? all(kind).inAnyNamespace() : all(kind).inNamespace(namespace);
  }

  private MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      all(ResourceKind kind) {
    return kind.names().objects(client, true);
  }
}
