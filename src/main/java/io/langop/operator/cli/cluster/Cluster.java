package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.langop.operator.catalog.ImageCatalog;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.image.ImageReference;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What commands ask a cluster and change in it, with the rights of whoever runs them. */
public final class Cluster implements AutoCloseable {

  private final KubernetesClient client;
  private final CustomResources resources;
  private final String namespace;
  private final ClusterErrors errors;
  private final WatchRefusals refusals;
  private final Clock clock;

  Cluster(
      KubernetesClient client,
      String namespace,
      ClusterErrors errors,
      WatchRefusals refusals,
      Clock clock) {
    this.client = client;
    this.refusals = refusals;
    this.resources = new CustomResources(client, namespace);
    this.namespace = namespace;
    this.errors = errors;
    this.clock = clock;
  }

  /** The namespace that the command is about. */
  public String namespace() {
    return namespace;
  }

  /** The allowlist. */
  public CurrentList allowlist(ConfigMapPlace place) {
    return listOf(place, configMap(place));
  }

  /** The allowlist, if it may be read. */
  public Optional<CurrentList> readableAllowlist(ConfigMapPlace place) {
    return readableConfigMap(place).map(stored -> listOf(place, stored));
  }

  private CurrentList listOf(ConfigMapPlace place, StoredMap stored) {
    String text = stored.data().get(place.key());
    if (text != null) {
      return CurrentList.of(text, clock.instant());
    }
    return new CurrentList.Missing(
        "%s %s, so no image can be validated and nothing new is started."
            .formatted(
                place.shown(),
                stored.exists()
                    ? "has no key '" + Visible.value(place.key()) + "'"
                    : "does not exist"));
  }

  /** The namespaces with a list of the same name that is not read, as far as it may be seen. */
  public List<String> namespacesOfUnreadLists(ConfigMapPlace place) {
    return errors.permitted(() -> StoredMap.elsewhere(client, place)).orElse(List.of());
  }

  /** A ConfigMap, or that there is none. */
  public StoredMap configMap(ConfigMapPlace place) {
    return errors.asked(() -> StoredMap.read(client, place));
  }

  /** The same, if it may be read. */
  public Optional<StoredMap> readableConfigMap(ConfigMapPlace place) {
    return errors.permitted(() -> StoredMap.read(client, place));
  }

  /**
   * Sets one key of a ConfigMap, or removes it, unless somebody has written since it was read.
   *
   * @param value {@code null} removes the key
   * @return false when somebody has, so that it has to be read again
   */
  public boolean write(ConfigMapPlace place, StoredMap before, String key, String value) {
    return errors.asked(() -> before.write(client, place, key, value));
  }

  /** One object that belongs to no namespace. */
  public Reading<ClusterObject> read(ClusterKind kind, String name) {
    return errors.asked(() -> ClusterObject.read(client, kind, name));
  }

  /** The objects that belong to no namespace and have a label; missing if there is no such kind. */
  public Reading<List<ClusterObject>> list(ClusterKind kind, String labelSelector) {
    return errors.asked(() -> ClusterObject.list(client, kind, labelSelector));
  }

  /** Whether the operators of the cluster run no PowerTools; false also if it cannot be seen. */
  public boolean powerToolsAreOff() {
    return installation().powerToolsAreOff();
  }

  /** What the operator needs to be there, and the operator itself. */
  public Installation installation() {
    return new Installation(client, errors);
  }

  /** One resource, if it exists. */
  public Optional<StoredResource> find(ResourceKind kind, String name) {
    return errors.asked(() -> resources.find(kind, name));
  }

  /**
   * The resources of a kind.
   *
   * @param everywhere in all namespaces, not only in that of the command
   */
  public List<StoredResource> list(ResourceKind kind, boolean everywhere) {
    return list(kind, everywhere, null);
  }

  /**
   * The same, of those with some labels.
   *
   * @param selector {@code null} for all
   */
  public List<StoredResource> list(ResourceKind kind, boolean everywhere, String selector) {
    return errors.asked(() -> resources.list(kind, everywhere, selector));
  }

  /** The same, if they may be listed. */
  public Optional<List<StoredResource>> permittedList(ResourceKind kind, boolean everywhere) {
    return errors.permitted(() -> resources.list(kind, everywhere, null));
  }

  /**
   * The pods with those whom they belong to.
   *
   * @param everywhere in all namespaces, not only in that of the command
   * @param catalog tells which images are those of profilers
   */
  public RunningPods pods(boolean everywhere, ConfigMapPlace catalog) {
    return errors.asked(() -> readPods(everywhere, catalog));
  }

  /**
   * The same, for a count that is of help only: empty if they cannot be listed, for whatever
   * reason.
   */
  public Optional<RunningPods> countablePods(boolean everywhere, ConfigMapPlace catalog) {
    try {
      return Optional.of(readPods(everywhere, catalog));
    } catch (KubernetesClientException e) {
      return Optional.empty();
    }
  }

  private RunningPods readPods(boolean everywhere, ConfigMapPlace catalog) {
    RunningPods running = RunningPods.read(client, everywhere ? null : namespace);
    return running.haveProfilers()
        ? running.approvedBy(readableConfigMap(catalog).map(Cluster::imagesOf))
        : running;
  }

  private static Set<String> imagesOf(StoredMap catalog) {
    return ImageCatalog.of(catalog.data()).images().values().stream()
        .map(ImageReference::canonical)
        .collect(Collectors.toSet());
  }

  /** Watches one resource. */
  public WatchedResources watch(ResourceKind kind, String name) {
    return watched(kind, resources.informer(kind, name), () -> resources.probe(kind, name));
  }

  /**
   * Watches resources.
   *
   * @param selector {@code null} for all
   */
  public WatchedResources watchAll(ResourceKind kind, boolean everywhere, String selector) {
    return watched(
        kind,
        resources.informer(kind, everywhere, selector),
        () -> resources.probe(kind, everywhere));
  }

  private WatchedResources watched(
      ResourceKind kind,
      SharedIndexInformer<GenericKubernetesResource> informer,
      Runnable question) {
    WatchedResources watched = new WatchedResources(() -> errors.confirm(question, clock));
    refusals.tell(watched::interrupted);
    informer.addEventHandler(watched.handler(kind));
    return errors.asked(() -> watched.with(informer));
  }

  @Override
  public void close() {
    client.close();
  }
}
