package io.langop.operator.workload;

import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.policy.AllowlistSnapshot;
import io.langop.operator.status.Conditions;
import io.langop.operator.status.Conditions.Status;

/**
 * Recognises a workload that was started after its image had been refused. Only a request that was
 * held up on its way can do that, for example one of a leader that was cut off, or somebody who
 * edits the Deployment of a frozen workload. A workload that ran before the refusal goes on; the
 * status of a refused resource says which image that is. One that was stopped for it stays stopped,
 * whoever scales it up by hand.
 */
final class LateStart {

  private LateStart() {}

  /**
   * @param stored the status as it was last written, {@code null} when there is none
   * @param rollout the Deployment as it is now
   */
  static boolean is(
      WorkloadStatus stored, Rollout rollout, AllowlistSnapshot snapshot, String namespace) {
    return stored != null
        && wasRefused(stored)
        && (!StatusFactory.shownImage(rollout).equals(stored.getImage())
            || rollout.stop().filter(Stop.STARTED_LATE::equals).isPresent())
        && !snapshot.decide(rollout.image(), namespace).isAllowed();
  }

  private static boolean wasRefused(WorkloadStatus stored) {
    return Conditions.find(stored.getConditions(), StatusFactory.IMAGE_VALIDATED)
        .filter(condition -> !Status.True.name().equals(condition.getStatus()))
        .isPresent();
  }
}
