package io.langop.operator.workload;

import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.image.VisibleText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why an allowed workload could not be made as its spec asks.
 *
 * @param reason of the condition
 * @param message what is wrong and what to do
 */
record Problem(WorkloadReason reason, String message) {

  /** Foreign images that are named one by one in a message. */
  private static final int NAMED = 5;

  /** Whether somebody has to do something about it; the others end by themselves. */
  boolean isFailure() {
    return reason != WorkloadReason.Terminating && reason != WorkloadReason.AllowlistNotConfirmed;
  }

  static Problem nameConflict(NameConflictException conflict) {
    return new Problem(WorkloadReason.NameConflict, conflict.getMessage());
  }

  /** The API server did not take what the spec leads to, for example because of a quota. */
  static Problem rejected(String apiServerMessage) {
    return new Problem(
        WorkloadReason.WorkloadRejected,
        "The API server refused the workload: " + apiServerMessage);
  }

  /**
   * Somebody added to the Deployment what the allowlist refuses.
   *
   * @param refused at least one
   */
  static Problem foreignContainers(List<ForeignImage> refused) {
    String named =
        refused.stream()
            .limit(NAMED)
            .map(
                foreign ->
                    "%s with image '%s'".formatted(foreign.what(), VisibleText.of(foreign.image())))
            .collect(Collectors.joining(", "));
    return new Problem(
        WorkloadReason.ForeignContainers,
        "Somebody added to the Deployment what the allowlist does not allow: %s%s. Remove it from the Deployment, or have its registry added to the allowlist"
            .formatted(
                named,
                refused.size() > NAMED ? " and %d more".formatted(refused.size() - NAMED) : ""));
  }

  /** The resource is marked for deletion and waits for its finalizers. */
  static Problem terminating() {
    return new Problem(
        WorkloadReason.Terminating,
        "The resource is being deleted, so nothing is started or changed for it");
  }

  /** The allowlist could not be read again right before the workload would have been changed. */
  static Problem unproved() {
    return new Problem(
        WorkloadReason.AllowlistNotConfirmed,
        "The API server did not answer when it was asked to confirm the allowlist, so nothing is"
            + " started or changed for now; it is tried again by itself");
  }
}
