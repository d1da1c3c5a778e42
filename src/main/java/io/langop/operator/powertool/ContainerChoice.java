package io.langop.operator.powertool;

import io.langop.operator.api.condition.TargetReason;
import io.langop.operator.image.VisibleText;
import io.langop.operator.pod.WatchedPod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which container of a pod is profiled: the one that the PowerTool names, else the one that the pod
 * declares as kubectl reads it, else the only one. A wrong name is never replaced by a guess.
 *
 * @param container {@code null} when none is named
 * @param reason why it cannot be profiled; {@code null} when it can
 * @param message the same in words
 */
record ContainerChoice(String container, TargetReason reason, String message) {

  /**
   * @param named {@code targets.container}, or {@code null}
   */
  static ContainerChoice in(WatchedPod pod, String named) {
    if (named != null) {
      return of(pod, named, "targets.container");
    }
    Optional<String> declared = pod.defaultContainer();
    if (declared.isPresent()) {
      return of(pod, declared.get(), "its annotation " + WatchedPod.DEFAULT_CONTAINER);
    }
    List<String> containers = pod.containers();
    return containers.size() == 1
        ? possible(containers.get(0))
        : new ContainerChoice(
            null,
            TargetReason.ContainerNotNamed,
            "The pod has several containers and no annotation %s, so targets.container has to name"
                    .formatted(WatchedPod.DEFAULT_CONTAINER)
                + " one of them: "
                + all(pod));
  }

  /** Whether it can be profiled. */
  boolean isPossible() {
    return reason == null;
  }

  private static ContainerChoice of(WatchedPod pod, String name, String source) {
    return pod.containers().contains(name) || pod.sidecars().contains(name)
        ? possible(name)
        : new ContainerChoice(
            VisibleText.of(name),
            TargetReason.ContainerNotFound,
            "The pod has no container '%s', which %s names. It has: %s"
                .formatted(VisibleText.of(name), source, all(pod)));
  }

  private static ContainerChoice possible(String name) {
    return new ContainerChoice(name, null, null);
  }

  /** Sidecars can be profiled like the others, so they are named with them. */
  private static String all(WatchedPod pod) {
    Stream<String> sidecars = pod.sidecars().stream().map(name -> name + " (sidecar)");
    return VisibleText.of(
        String.join(", ", Stream.concat(pod.containers().stream(), sidecars).toList()));
  }
}
