package io.langop.operator.powertool;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One pass over the targets of a run: what happened to those that were injected, and the next few
 * injections.
 */
final class Progress {

  /** Injections between two writes of the status, so that progress is seen. */
  private static final int BATCH = 25;

  /**
   * Injections that fail in one pass without a word about the pod. After so many it is probably not
   * for the pod; after fewer, the other pods shall not wait for it.
   */
  private static final int MAX_DELAYED = 3;

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

  /** What a pass works with. */
  record Tools(
      TargetObserver observer,
      Injector injector,
      OtherRuns others,
      Function<Target, Optional<Pod>> pods,
      Function<Target, Optional<Pod>> watchedPods,
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
    Run after = before.map(pass::step);
    return new Progress(after, Optional.ofNullable(pass.interruption), pass.next(after));
  }

  private static final class Pass {

    private final Tools tools;
    private int budget = BATCH;
    private int delayed;
    private KubernetesClientException interruption;

    Pass(Tools tools) {
      this.tools = tools;
    }

    Target step(Target target) {
      if (target.ended()) {
        return target;
      }
      Instant now = tools.clock().instant();
      return target.isInjected()
          ? tools.observer().observe(target, tools.pods().apply(target), now)
          : inject(target);
    }

    /** What is watched already tells of most conflicts, without a request for each. */
    private Target inject(Target target) {
      Optional<String> occupant =
          tools.watchedPods().apply(target).flatMap(tools.others()::occupant);
      if (occupant.isPresent()) {
        return target.conflicted(occupant.get());
      }
      if (budget == 0 || delayed == MAX_DELAYED) {
        return target;
      }
      budget--;
      try {
        return tools.injector().inject(target);
      } catch (KubernetesClientException e) {
        interruption = e;
        delayed++;
        return target.delayed(Injector.message(e));
      }
    }

    private Optional<Duration> next(Run after) {
      if (budget == 0) {
        return Optional.of(Duration.ZERO);
      }
      Instant now = tools.clock().instant();
      Stream<Duration> deadlines =
          after.targets().stream()
              .filter(Target::isInjected)
              .map(target -> Duration.between(now, tools.observer().deadline().of(target)));
      Stream<Duration> conflicts =
          after.targets().stream()
              .filter(target -> target.state() == State.Conflicted)
              .map(target -> CONFLICT_RECHECK)
              .limit(1);
      return Stream.concat(deadlines, conflicts)
          .min(Comparator.naturalOrder())
          .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }
  }
}
