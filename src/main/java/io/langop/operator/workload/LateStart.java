package io.langop.operator.workload;

import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.policy.AllowlistSnapshot;
import io.langop.operator.status.Conditions;
import io.langop.operator.status.Conditions.Status;
import java.util.List;
import java.util.stream.Stream;

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
        && suspects(stored, rollout)
            .anyMatch(image -> !snapshot.decide(image, namespace).isAllowed());
  }

  /** The images that were not there yet when the status was written, or of what was stopped. */
  private static Stream<String> suspects(WorkloadStatus stored, Rollout rollout) {
    Stream<String> all = Stream.concat(Stream.of(rollout.image()), rollout.volumeImages().stream());
    if (rollout.stop().filter(Stop.STARTED_LATE::equals).isPresent()) {
      return all;
    }
    List<String> known =
        Stream.concat(
                Stream.ofNullable(stored.getImage()),
                Stream.ofNullable(stored.getVolumeImages()).flatMap(List::stream))
            .toList();
    return all.filter(image -> !known.contains(StatusFactory.shown(image)));
  }

  private static boolean wasRefused(WorkloadStatus stored) {
    return Conditions.find(stored.getConditions(), WorkloadCondition.ImageValidated)
        .filter(condition -> !Status.True.name().equals(condition.getStatus()))
        .isPresent();
  }
}
