package io.langop.operator.powertool;

import io.langop.operator.api.condition.TargetReason;
import io.langop.operator.api.toe.v1alpha1.TargetStatus;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import io.langop.operator.image.VisibleText;
import io.langop.operator.status.StatusText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * One pod of a run. Null is what is not known.
 *
 * @param uid of the pod; another pod of the same name is not this target
 * @param image of its container, if it is another one than the run's
 * @param reason why it waits or failed, of ours or of its container; a running target without one
 *     has started
 * @param start when the profiler started; until it has, when its container was added
 */
record Target(
    String pod,
    String uid,
    String container,
    String image,
    State state,
    Integer exitCode,
    String reason,
    String message,
    Instant start,
    Instant end) {

  /** Bytes. A status lists 100 targets, and etcd has room for 1.5 MiB. */
  private static final int MAX_MESSAGE = 1_024;

  private static final int MAX_REASON = 128;

  /** Longer than any valid image reference. */
  private static final int MAX_IMAGE = 512;

  static Target pending(String pod, String uid, String container) {
    return new Target(pod, uid, container, null, State.Pending, null, null, null, null, null);
  }

  /** Waits for another PowerTool. */
  Target conflicted(String other) {
    String why = "PowerTool '%s' is profiling this pod".formatted(other);
    return new Target(
        pod,
        uid,
        container,
        image,
        State.Conflicted,
        null,
        TargetReason.PodIsBeingProfiled.name(),
        why,
        null,
        null);
  }

  /** Could begin, but others of its run are first. */
  Target queued() {
    return state == State.Conflicted ? pending(pod, uid, container) : this;
  }

  /** Its turn has come, and the API server could not tell whether its container may be added. */
  Target delayed(String why) {
    return new Target(
        pod,
        uid,
        container,
        image,
        State.Pending,
        null,
        TargetReason.InjectionDelayed.name(),
        why,
        null,
        null);
  }

  /** Its container is in the pod's spec. */
  Target injected(Instant now) {
    return new Target(
        pod,
        uid,
        container,
        image,
        State.Running,
        null,
        TargetReason.Starting.name(),
        null,
        now,
        null);
  }

  /**
   * Notes the image that its pod really has.
   *
   * @param actual the image of its container; empty when it is not known
   * @param resolved the image that the run is about
   */
  Target running(String actual, String resolved) {
    String other =
        actual.isEmpty() || actual.equals(resolved)
            ? null
            : StatusText.fitUtf8(VisibleText.of(actual, MAX_IMAGE), MAX_IMAGE);
    return Objects.equals(image, other)
        ? this
        : new Target(pod, uid, container, other, state, exitCode, reason, message, start, end);
  }

  /** Its container is known to the node but does not run yet. */
  Target starting(String why, String detail) {
    return new Target(pod, uid, container, image, State.Running, null, why, detail, start, null);
  }

  /** Its container runs. */
  Target started(Instant at) {
    return new Target(pod, uid, container, image, State.Running, null, null, null, at, null);
  }

  /** Its container ended with exit code 0. */
  Target completed(Instant since, Instant now) {
    return new Target(pod, uid, container, image, State.Completed, 0, null, null, since, now);
  }

  /** Its container ended with another exit code. */
  Target exited(int code, String why, String detail, Instant since, Instant now) {
    return new Target(pod, uid, container, image, State.Failed, code, why, detail, since, now);
  }

  Target failed(TargetReason why, String detail, Instant now) {
    return new Target(
        pod, uid, container, image, State.Failed, null, why.name(), detail, start, now);
  }

  boolean ended() {
    return state.ended();
  }

  boolean isDelayed() {
    return TargetReason.InjectionDelayed.name().equals(reason);
  }

  /** Whether its container is in the pod, as far as is known here. */
  boolean isInjected() {
    return state == State.Running;
  }

  /** Whether its container was seen running. */
  boolean hasStarted() {
    return isInjected() && reason == null;
  }

  TargetStatus toStatus() {
    TargetStatus status = new TargetStatus();
    status.setPod(pod);
    status.setUid(uid);
    status.setContainer(container);
    status.setState(state);
    status.setExitCode(exitCode);
    status.setImage(image);
    status.setReason(StatusText.fitUtf8(reason, MAX_REASON));
    status.setMessage(StatusText.fitUtf8(message, MAX_MESSAGE));
    status.setStartTime(text(start));
    status.setCompletionTime(text(end));
    return status;
  }

  static Target of(TargetStatus status) {
    return new Target(
        status.getPod(),
        status.getUid(),
        status.getContainer(),
        status.getImage(),
        status.getState(),
        status.getExitCode(),
        status.getReason(),
        status.getMessage(),
        instant(status.getStartTime()),
        instant(status.getCompletionTime()));
  }

  /** Short, for thousands in one status: state, start, uid, pod, container. */
  String toCompact() {
    boolean starting = state == State.Running && !hasStarted();
    String word = starting ? TargetReason.Starting.name() : isDelayed() ? "Delayed" : state.name();
    long seconds = start == null ? 0 : start.getEpochSecond();
    return "%c %d %s %s %s".formatted(word.charAt(0), seconds, uid, pod, container);
  }

  /** Reads what {@link #toCompact} wrote about a target that has not ended. */
  static Target ofCompact(String compact) {
    String[] parts = compact.split(" ");
    Instant start = "0".equals(parts[1]) ? null : Instant.ofEpochSecond(Long.parseLong(parts[1]));
    Target target = pending(parts[3], parts[2], parts[4]);
    return switch (parts[0]) {
      case "S" -> target.injected(start);
      case "R" -> target.started(start);
      case "D" -> target.delayed(null);
      case "C" -> target.conflicted("");
      default -> target;
    };
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Instant instant(String text) {
    return text == null ? null : Instant.parse(text);
  }
}
