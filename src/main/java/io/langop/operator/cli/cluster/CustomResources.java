package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.Watchable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
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

  SharedIndexInformer<GenericKubernetesResource> informer(ResourceKind kind, String name) {
    return all(kind).inNamespace(namespace).withName(name).runnableInformer(0);
  }

  /**
   * @param selector {@code null} for all
   */
  SharedIndexInformer<GenericKubernetesResource> informer(
      ResourceKind kind, boolean everywhere, String selector) {
    var those = those(kind, everywhere);
    return selector == null
        ? those.runnableInformer(0)
        : those.withLabelSelector(selector).runnableInformer(0);
  }

  /** Throws if a resource may not be listed or watched. */
  void probe(ResourceKind kind, String name) {
    var resource = all(kind).inNamespace(namespace).withField("metadata.name", name);
    resource.list(one());
    probeWatch(kind, resource);
  }

  /** Throws if the resources of a kind may not be listed or watched. */
  void probe(ResourceKind kind, boolean everywhere) {
    var those = those(kind, everywhere);
    those.list(one());
    probeWatch(kind, those);
  }

  /** The API server refuses a watch without a word about what is missing. */
  private static void probeWatch(
      ResourceKind kind, Watchable<GenericKubernetesResource> watchable) {
    try {
      watchable.watch(new Unheard()).close();
    } catch (KubernetesClientException e) {
      if (ClusterErrors.isForbidden(e)) {
        throw Failure.cluster(
            "Forbidden: you may list objects of kind %s, but not watch them. Ask an administrator for this right."
                .formatted(kind.names().kind()),
            e);
      }
      throw e;
    }
  }

  private static ListOptions one() {
    return new ListOptionsBuilder().withLimit(1L).build();
  }

  /** Only whether a watch can be had is asked. */
  private static final class Unheard implements Watcher<GenericKubernetesResource> {
    @Override
    public void eventReceived(Action action, GenericKubernetesResource resource) {}

    @Override
    public void onClose(WatcherException cause) {}
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
