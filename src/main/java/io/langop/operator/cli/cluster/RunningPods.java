package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.image.ImageReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pods of a namespace or of all.
 *
 * @param pods those that have not ended
 * @param ended how many have
 * @param notes what could not be found out about them
 */
public record RunningPods(List<RunningPod> pods, long ended, List<String> notes) {

  /**
   * @param namespace {@code null} for all namespaces
   */
  static RunningPods read(KubernetesClient client, String namespace) {
    LeanLists lists = new LeanLists(client);
    List<RunningPod> pods = new ArrayList<>();
    long[] ended = {0};
    lists.read(
        ListedKind.POD,
        namespace,
        pod -> {
          if (RunningPod.hasEnded(pod)) {
            ended[0]++;
          } else {
            pods.add(RunningPod.of(pod));
          }
        });
    PodOwners owners = new PodOwners(kind -> controllers(lists, kind, namespace));
    return new RunningPods(owners.resolve(pods), ended[0], owners.notes());
  }

  boolean haveProfilers() {
    return pods.stream().anyMatch(pod -> !pod.profilers().isEmpty());
  }

  /**
   * The same pods, with only those profilers that are in the catalog.
   *
   * @param catalog its images, as {@link ImageReference#canonical}; empty where it may not be read,
   *     so that the names of containers have to do
   */
  RunningPods approvedBy(Optional<Set<String>> catalog) {
    if (catalog.isPresent()) {
      return new RunningPods(
          pods.stream().map(pod -> pod.approvedBy(catalog.get())).toList(), ended, notes);
    }
    List<String> more = new ArrayList<>(notes);
    more.add("You may not read the image catalog, so profilers are told by their names.");
    return new RunningPods(pods, ended, more);
  }

  private static Reading<Map<Workload, Workload>> controllers(
      LeanLists lists, ListedKind kind, String namespace) {
    Map<Workload, Workload> controllers = new HashMap<>();
    try {
      lists.read(
          kind,
          namespace,
          object -> {
            Workload controller = Workload.controllerOf(object);
            if (controller != null) {
              controllers.put(
                  kind.workload(
                      controller.namespace(), StoredResource.text(object, "metadata", "name")),
                  controller);
            }
          });
      return Reading.of(controllers);
    } catch (KubernetesClientException e) {
      if (ClusterErrors.isForbidden(e)) {
        return Reading.forbidden();
      }
      throw e;
    }
  }
}
