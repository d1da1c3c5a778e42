package io.langop.operator.powertool;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.pod.ProfilerName;
import io.langop.operator.pod.WatchedPod;
import io.langop.operator.reading.Pages;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Knows whether a pod is being profiled by another PowerTool, by the ephemeral containers in the
 * pod: they are the truth, whoever added them and whatever a cache has not seen yet.
 */
final class OtherRuns {

  private final PowerTool self;
  private final Function<String, List<PowerTool>> byUid;
  private final KubernetesClient client;
  private List<PowerTool> live;

  /**
   * @param byUid PowerTools as they are cached
   */
  OtherRuns(PowerTool self, Function<String, List<PowerTool>> byUid, KubernetesClient client) {
    this.self = self;
    this.byUid = byUid;
    this.client = client;
  }

  /** The name of the container of one run, the same however often it is tried. */
  static String containerName(PowerTool tool) {
    return ProfilerName.of(tool.getMetadata().getUid(), tool.getMetadata().getGeneration());
  }

  /** The name of the PowerTool that is profiling the pod, other than the one that asks. */
  Optional<String> occupant(WatchedPod pod) {
    return pod.liveEphemeralContainers()
        .flatMap(container -> run(container.name()).stream())
        .filter(other -> occupies(other, pod))
        .map(other -> other.getMetadata().getName())
        .findFirst();
  }

  private Optional<PowerTool> run(String container) {
    return ProfilerName.uid(container)
        .filter(uid -> !uid.equals(self.getMetadata().getUid()))
        .flatMap(uid -> byUid.apply(uid).stream().findFirst().or(() -> askServer(uid)));
  }

  /** A container of a PowerTool that the cache does not know: new, or deleted? */
  private Optional<PowerTool> askServer(String uid) {
    if (live == null) {
      String namespace = self.getMetadata().getNamespace();
      live =
          Pages.of(
              client
                  .resources(PowerTool.class)
                  .inNamespace(namespace)
                  .withField("metadata.namespace", namespace)); // so it is no informer's list
    }
    return live.stream().filter(tool -> uid.equals(tool.getMetadata().getUid())).findFirst();
  }

  /** One that injected but is not known to have started is known by an old version only. */
  private static boolean occupies(PowerTool other, WatchedPod pod) {
    return !Run.isFinished(other)
        && (!Run.isStarted(other)
            || Run.of(other.getStatus()).occupies(pod.getMetadata().getUid()));
  }
}
