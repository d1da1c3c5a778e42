package io.langop.operator.powertool;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Objects;

/**
 * What of a pod matters here. All pods of a cluster are watched; with nothing else kept they take a
 * few hundred bytes each.
 */
final class PodFacts {

  private PodFacts() {}

  /** Keeps the facts of each pod and forgets the rest. */
  static final class Store extends BasicItemStore<Pod> {

    Store() {
      super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public Pod put(String key, Pod pod) {
      return super.put(key, of(pod));
    }
  }

  /** Whether an update is news to any PowerTool. */
  static boolean differ(Pod before, Pod after) {
    return !isSame(of(before), of(after));
  }

  static Pod of(Pod pod) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(pod.getMetadata().getName())
        .withNamespace(pod.getMetadata().getNamespace())
        .withUid(pod.getMetadata().getUid())
        .withResourceVersion(pod.getMetadata().getResourceVersion())
        .withDeletionTimestamp(pod.getMetadata().getDeletionTimestamp())
        .withLabels(pod.getMetadata().getLabels())
        .endMetadata()
        .withNewSpec()
        .withContainers(names(pod.getSpec().getContainers()))
        .withInitContainers(names(pod.getSpec().getInitContainers()))
        .withEphemeralContainers(
            pod.getSpec().getEphemeralContainers().stream()
                .map(
                    container ->
                        new EphemeralContainerBuilder().withName(container.getName()).build())
                .toList())
        .endSpec()
        .withNewStatus()
        .withPhase(pod.getStatus() == null ? null : pod.getStatus().getPhase())
        .withEphemeralContainerStatuses(
            pod.getStatus() == null ? null : pod.getStatus().getEphemeralContainerStatuses())
        .endStatus()
        .build();
  }

  private static List<Container> names(List<Container> containers) {
    return containers.stream()
        .map(
            container ->
                new ContainerBuilder()
                    .withName(container.getName())
                    .withRestartPolicy(container.getRestartPolicy())
                    .build())
        .toList();
  }

  private static boolean isSame(Pod before, Pod after) {
    return Objects.equals(before.getMetadata().getUid(), after.getMetadata().getUid())
        && Objects.equals(before.getMetadata().getLabels(), after.getMetadata().getLabels())
        && Objects.equals(
            before.getMetadata().getDeletionTimestamp(), after.getMetadata().getDeletionTimestamp())
        && Objects.equals(before.getSpec(), after.getSpec())
        && Objects.equals(before.getStatus(), after.getStatus());
  }
}
