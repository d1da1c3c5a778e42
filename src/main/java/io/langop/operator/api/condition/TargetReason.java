package io.langop.operator.api.condition;

/**
 * Why a target of a run waits or has failed. When a node says why a container waits or ended, its
 * own reason stands there instead.
 */
public enum TargetReason implements Reason {
  /** Another PowerTool is profiling the pod. */
  PodIsBeingProfiled,
  /** The API server cannot tell now whether the container may be added. */
  InjectionDelayed,
  /** The container was added, and its node has not said anything else yet. */
  Starting,
  /** The pod has several containers, and none is named. */
  ContainerNotNamed,
  /** The pod has no container of the name. */
  ContainerNotFound,
  /** The pod has as many profilers as one pod may get. */
  TooManyProfilers,
  /** The pod did not run any more when its turn came. */
  PodNotRunning,
  /** The pod was deleted before its profiler had ended. */
  PodGone,
  /** The pod ended before its profiler had. */
  PodEnded,
  /** The API server did not admit the container. */
  InjectionRefused,
  /** The pod has another ephemeral container of the name. */
  ContainerNameTaken,
  /** The profiler did not start or end in time. */
  DeadlineExceeded,
  /** The profiler ended with an exit code other than 0, and its node gives no reason. */
  Error
}
