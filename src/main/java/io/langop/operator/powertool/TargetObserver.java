package io.langop.operator.powertool;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.langop.operator.api.condition.TargetReason;
import io.langop.operator.image.VisibleText;
import io.langop.operator.pod.WatchedPod;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/**
 * Says what became of a target whose container was injected, by what its pod says.
 *
 * @param containerName name of the ephemeral container
 * @param image that the run is about
 */
record TargetObserver(String containerName, String image, Deadline deadline) {

  /** 128 and the number of SIGKILL. */
  private static final int KILLED = 137;

  private static final String WHY_KILLED =
      "it was killed, as happens when the container that it profiles ends, or when memory runs out";

  private static final Set<String> ENDED_PHASES = Set.of("Succeeded", "Failed");

  /**
   * @param pod the pod of that name, if there is one
   */
  Target observe(Target known, Optional<WatchedPod> pod, Instant now) {
    if (pod.isEmpty() || !pod.get().getMetadata().getUid().equals(known.uid())) {
      return gone(known, now);
    }
    // Of targets that the status has no room for, the image is not kept.
    Target target =
        pod.get()
            .ephemeralImage(containerName)
            .map(actual -> known.running(actual, image))
            .orElse(known);
    Optional<ContainerState> state = pod.get().state(containerName);
    Optional<ContainerStateTerminated> terminated = state.map(ContainerState::getTerminated);
    if (terminated.isPresent()) {
      return ended(target, terminated.get(), now);
    }
    if (ENDED_PHASES.contains(pod.get().phase())) {
      return target.failed(TargetReason.PodEnded, "The pod ended while it was being profiled", now);
    }
    return deadline.enforce(state.map(is -> progress(target, is, now)).orElse(target), now);
  }

  static Target gone(Target target, Instant now) {
    return target.failed(
        TargetReason.PodGone, "The pod was deleted before its profiler had ended", now);
  }

  private static Target progress(Target target, ContainerState state, Instant now) {
    if (state.getRunning() != null) {
      return target.hasStarted()
          ? target
          : target.started(within(target, state.getRunning().getStartedAt(), now));
    }
    ContainerStateWaiting waiting = state.getWaiting();
    return waiting == null || target.hasStarted()
        ? target
        : target.starting(
            waiting.getReason() == null
                ? TargetReason.Starting.name()
                : VisibleText.of(waiting.getReason()),
            visible(waiting.getMessage()));
  }

  private static Target ended(Target target, ContainerStateTerminated terminated, Instant now) {
    Instant since =
        target.hasStarted() ? target.start() : within(target, terminated.getStartedAt(), now);
    int code = terminated.getExitCode() == null ? -1 : terminated.getExitCode();
    if (code == 0) {
      return target.completed(since, now);
    }
    String said = visible(terminated.getMessage());
    String detail = said == null && code == KILLED ? WHY_KILLED : said;
    return target.exited(
        code,
        terminated.getReason() == null
            ? TargetReason.Error.name()
            : VisibleText.of(terminated.getReason()),
        "The profiler ended with exit code %d%s"
            .formatted(code, detail == null ? "" : ": " + detail),
        since,
        now);
  }

  /** A node's clock may differ from ours; deadlines must not depend on that. */
  private static Instant within(Target target, String startedAt, Instant now) {
    try {
      Instant started = startedAt == null ? now : Instant.parse(startedAt);
      return started.isBefore(target.start())
          ? target.start()
          : started.isAfter(now) ? now : started;
    } catch (DateTimeParseException e) {
      return now;
    }
  }

  private static String visible(String text) {
    return text == null || text.isEmpty() ? null : VisibleText.of(text);
  }
}
