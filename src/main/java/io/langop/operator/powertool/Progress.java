package io.langop.operator.powertool;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import io.langop.operator.client.ServerMessage;
import io.langop.operator.pod.WatchedPod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * One pass over the targets of a run: what happened to those that were injected, and the next few
 * injections.
 */
final class Progress {

  /** Injections between two writes of the status, so that progress is seen. */
  private static final int BATCH = 25;

  /** When the status is to be written at the latest, should the API server be slow. */
  private static final Duration LONGEST_PASS = Duration.ofSeconds(10);

  /** When to try again what the API server could not decide. */
  private static final Duration DELAYED_RECHECK = Duration.ofSeconds(5);

  /** A run that waits for another is woken by it; this is for the case that the word gets lost. */
  private static final Duration CONFLICT_RECHECK = Duration.ofMinutes(1);

  private final Run run;
  private final Optional<KubernetesClientException> interruption;
  private final Optional<Duration> next;

  private Progress(
      Run run, Optional<KubernetesClientException> interruption, Optional<Duration> next) {
    this.run = run;
    this.interruption = interruption;
    this.next = next;
  }

  /**
   * What a pass works with.
   *
   * @param limit how many targets may be profiled at this moment
   */
  record Tools(
      TargetObserver observer,
      Injector injector,
      IntSupplier limit,
      Function<Target, Optional<WatchedPod>> pods,
      Function<Target, Optional<WatchedPod>> watchedPods,
      Clock clock) {}

  /** The run after the pass. */
  Run run() {
    return run;
  }

  /** Why the pass could not do all it wanted, if so; the run is to be continued after a while. */
  Optional<KubernetesClientException> interruption() {
    return interruption;
  }

  /** After what time there is something to do, if nothing happens until then. */
  Optional<Duration> next() {
    return next;
  }

  static Progress of(Run before, Tools tools) {
    Pass pass = new Pass(tools);
    Run observed = before.map(pass::observe);
    pass.running = observed.counts().getRunning();
    Run after = observed.map(pass::begin);
    return new Progress(after, Optional.ofNullable(pass.interruption), pass.next(after));
  }

  private static final class Pass {

    private final Tools tools;
    private final Instant end;
    private int budget = BATCH;
    private int running;
    private boolean full;
    private boolean goesOn;
    private KubernetesClientException interruption;

    Pass(Tools tools) {
      this.tools = tools;
      this.end = tools.clock().instant().plus(LONGEST_PASS);
    }

    /** What has begun comes first, so that what has ended makes room for others. */
    Target observe(Target target) {
      if (target.ended()) {
        return target;
      }
      if (target.isInjected()) {
        return tools
            .observer()
            .observe(target, tools.pods().apply(target), tools.clock().instant());
      }
      // The status with the word of it was not stored.
      return watched(target).filter(tools.injector()::hasInjected).isPresent()
          ? attempt(target)
          : target;
    }

    /** What is watched already tells of most obstacles, without a request for each. */
    Target begin(Target target) {
      if (target.ended() || target.isInjected()) {
        return target;
      }
      Optional<Target> foreseen =
          watched(target)
              .filter(pod -> !tools.injector().hasInjected(pod))
              .flatMap(pod -> tools.injector().foresee(target, pod));
      if (foreseen.isPresent()) {
        return foreseen.get();
      }
      if (running >= tools.limit().getAsInt()) {
        full = true;
        return target.queued();
      }
      Target after = attempt(target);
      running += after.isInjected() ? 1 : 0;
      return after;
    }

    private Optional<WatchedPod> watched(Target target) {
      return tools
          .watchedPods()
          .apply(target)
          .filter(pod -> pod.getMetadata().getUid().equals(target.uid()));
    }

    private Target attempt(Target target) {
      if (interruption != null) {
        return target;
      }
      if (budget == 0 || tools.clock().instant().isAfter(end)) {
        goesOn |= !target.isDelayed();
        return target;
      }
      budget--;
      try {
        return tools.injector().inject(target);
      } catch (KubernetesClientException e) {
        interruption = e;
        return e.getStatus() == null ? target : target.delayed(ServerMessage.of(e));
      }
    }

    private Optional<Duration> next(Run after) {
      if (goesOn) {
        return Optional.of(Duration.ZERO);
      }
      Instant now = tools.clock().instant();
      Stream<Duration> deadlines =
          after.targets().stream()
              .filter(Target::isInjected)
              .map(target -> Duration.between(now, tools.observer().deadline().of(target)));
      Stream<Duration> rechecks =
          after.targets().stream()
              .filter(target -> target.state() == State.Conflicted || waitsForServer(target))
              .map(target -> target.isDelayed() ? DELAYED_RECHECK : CONFLICT_RECHECK);
      return Stream.concat(deadlines, rechecks)
          .min(Comparator.naturalOrder())
          .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    /** One that has to wait for another target of its run is woken by that one's pod. */
    private boolean waitsForServer(Target target) {
      return target.isDelayed() && !full;
    }
  }
}
