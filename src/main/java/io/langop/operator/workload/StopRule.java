package io.langop.operator.workload;

import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.policy.AllowlistSnapshot;
import java.util.Optional;

/**
 * Which of what runs is scaled to zero.
 *
 * @param stopsRevoked whether everything that runs a refused image is, and not only what was
 *     started late
 */
record StopRule(boolean stopsRevoked) {

  /**
   * Why a Deployment must not run, if it must not.
   *
   * @param stored the status as it was last written, {@code null} when there is none
   */
  Optional<Stop> stops(
      WorkloadStatus stored, Rollout rollout, AllowlistSnapshot snapshot, String namespace) {
    if (stopsRevoked && RunningImages.anyRefused(rollout, snapshot, namespace)) {
      return Optional.of(Stop.REVOKED);
    }
    return LateStart.is(stored, rollout, snapshot, namespace)
        ? Optional.of(Stop.STARTED_LATE)
        : Optional.empty();
  }
}
