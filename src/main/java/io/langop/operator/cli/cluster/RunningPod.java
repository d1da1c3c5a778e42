package io.langop.operator.cli.cluster;

import io.langop.operator.image.ImageReference;
import io.langop.operator.pod.ProfilerName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A pod that has not ended, as far as commands look at it.
 *
 * @param images of its containers and volumes, each once, but for those of profilers and of
 *     ephemeral containers that have ended
 * @param profilers the images of ephemeral containers that are named as the operator names those of
 *     PowerTools, each once
 * @param owner the workload that it belongs to; itself if there is none
 * @param templateHash by which its Deployment names ReplicaSets; empty if it has none
 */
public record RunningPod(
    String namespace,
    String name,
    List<String> images,
    List<String> profilers,
    Workload owner,
    String templateHash) {

  static final String TEMPLATE_HASH = "pod-template-hash";

  /** A static pod, which the kubelet shows, has its node for an owner. */
  private static final String NODE = "Node";

  /** Whether the phase says that nothing of a pod runs any more. */
  static boolean hasEnded(Map<?, ?> pod) {
    String phase = StoredResource.text(pod, "status", "phase");
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /** A pod with the fields that {@link ListedKind#POD} names. */
  static RunningPod of(Map<?, ?> pod) {
    String namespace = StoredResource.text(pod, "metadata", "namespace").intern();
    String name = StoredResource.text(pod, "metadata", "name");
    Workload controller = Workload.controllerOf(pod);
    Set<String> images = new LinkedHashSet<>();
    Set<String> profilers = new LinkedHashSet<>();
    if (pod.get("spec") instanceof Map<?, ?> spec) {
      for (String list : List.of("containers", "initContainers")) {
        maps(spec, list).forEach(container -> images.add(image(container, "image")));
      }
      Set<String> ended = endedEphemeralContainers(pod);
      for (Map<?, ?> container : maps(spec, "ephemeralContainers")) {
        String called = StoredResource.text(container, "name");
        if (!ended.contains(called)) {
          boolean profiler = ProfilerName.uid(called).isPresent();
          (profiler ? profilers : images).add(image(container, "image"));
        }
      }
      for (Map<?, ?> volume : maps(spec, "volumes")) {
        if (volume.get("image") instanceof Map<?, ?> image) {
          images.add(image(image, "reference"));
        }
      }
    }
    return new RunningPod(
        namespace,
        name,
        List.copyOf(images),
        List.copyOf(profilers),
        controller == null || controller.is("", NODE)
            ? ListedKind.POD.workload(namespace, name)
            : controller,
        StoredResource.text(pod, "metadata", "labels", TEMPLATE_HASH));
  }

  /** They are never started again, so their images do not count. */
  private static Set<String> endedEphemeralContainers(Map<?, ?> pod) {
    return pod.get("status") instanceof Map<?, ?> status
        ? maps(status, "ephemeralContainerStatuses").stream()
            .filter(
                container ->
                    !StoredResource.text(container, "state", "terminated", "exitCode").isEmpty())
            .map(container -> StoredResource.text(container, "name"))
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** Many pods run the same images, so each text is kept once. */
  private static String image(Map<?, ?> map, String field) {
    return StoredResource.text(map, field).intern();
  }

  private static List<Map<?, ?>> maps(Map<?, ?> parent, String field) {
    return parent.get(field) instanceof List<?> list
        ? list.stream()
            .<Map<?, ?>>mapMulti(
                (item, into) -> {
                  if (item instanceof Map<?, ?> map) {
                    into.accept(map);
                  }
                })
            .toList()
        : List.of();
  }

  /**
   * Anybody can name a container like a profiler, so an image that is not in the catalog counts.
   */
  RunningPod approvedBy(Set<String> catalog) {
    Set<String> counted = new LinkedHashSet<>(images);
    List<String> approved = new ArrayList<>();
    for (String image : profilers) {
      boolean known =
          ImageReference.parse(image) instanceof ImageReference reference
              && catalog.contains(reference.canonical());
      (known ? approved : counted).add(image);
    }
    return new RunningPod(
        namespace, name, List.copyOf(counted), List.copyOf(approved), owner, templateHash);
  }

  RunningPod ownedBy(Workload workload) {
    return new RunningPod(namespace, name, images, profilers, workload, templateHash);
  }
}
