package io.langop.operator.api.condition;

import java.util.List;
import java.util.Optional;

/**
 * The reasons of the conditions of agents and tools. When a Deployment says why it makes no
 * progress, its own reason stands in {@link WorkloadCondition#Ready} instead.
 */
public enum WorkloadReason implements Reason {
  /** An entry of the allowlist allows the image. */
  RegistryAllowed,
  /** No entry of the allowlist allows the image. */
  RegistryNotAllowed,
  /** An entry allows the image only with a digest, and it has none. */
  DigestRequired,
  /** The text is no image reference. */
  InvalidImageReference,
  /** There is no allowlist to decide by. */
  AllowlistUnavailable,
  /** The operator cannot read the resource; also the reason of an event on a PowerTool. */
  UnreadableResource,

  /** The workload runs as the spec says. */
  WorkloadReady,
  /** The workload is on its way to what the spec says. */
  WorkloadProgressing,
  /** The workload is scaled to zero. */
  Suspended,
  /** Nothing is changed, because {@link WorkloadCondition#ImageValidated} is not True. */
  ImageNotValidated,
  /** An object of somebody else has the name that the workload needs. */
  NameConflict,
  /** The API server did not take what the spec leads to. */
  WorkloadRejected,
  /** Somebody added images to the Deployment that the allowlist refuses. */
  ForeignContainers,
  /** The resource is being deleted and waits for its finalizers. */
  Terminating,
  /** The allowlist could not be confirmed right before a change. */
  AllowlistNotConfirmed,
  /** A Deployment makes no progress and does not give the reason that a condition needs. */
  Unknown;

  /** Why one image is refused, from what can never run to what its author can put right alone. */
  public static final List<WorkloadReason> REFUSALS =
      List.of(InvalidImageReference, RegistryNotAllowed, DigestRequired);

  /** The reason that a status names; empty for a word of others. */
  public static Optional<WorkloadReason> of(String word) {
    return Reason.named(word, values());
  }
}
