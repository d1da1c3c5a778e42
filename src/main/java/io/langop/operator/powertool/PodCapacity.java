package io.langop.operator.powertool;

import io.langop.operator.api.condition.TargetReason;
import io.langop.operator.pod.ProfilerName;
import io.langop.operator.pod.WatchedPod;
import java.time.Instant;
import java.util.Optional;

/**
 * How many profilers a pod may get. Their containers and states stay in the pod as long as it
 * exists, and the API server has to be able to store it.
 *
 * @param most profilers of one pod, those of earlier runs included
 */
record PodCapacity(int most) {

  /** The target as failed, if its pod is full. */
  Optional<Target> refuse(Target target, WatchedPod pod, Instant now) {
    long profilers =
        pod.ephemeralContainers().stream()
            .filter(name -> ProfilerName.uid(name).isPresent())
            .count();
    return profilers < most
        ? Optional.empty()
        : Optional.of(
            target.failed(
                TargetReason.TooManyProfilers,
                "The pod has %d profilers of this and earlier runs, at most %d are added to one pod. Kubernetes cannot remove them: replace the pod"
                    .formatted(profilers, most),
                now));
  }
}
