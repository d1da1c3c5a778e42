package io.langop.operator.powertool;

import io.langop.operator.api.toe.v1alpha1.Counts;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.api.toe.v1alpha1.TargetStatus;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A started run, as the status keeps it. A status has room for some targets only: of the others,
 * those that have not ended are kept short and those that have are only counted.
 *
 * @param targets all that are known one by one
 * @param completedBefore completed targets that are only counted
 * @param failedBefore failed targets that are only counted
 */
record Run(List<Target> targets, int completedBefore, int failedBefore) {

  static final int LISTED = 100;

  /** Which targets a person wants to see first, when there are too many. */
  private static final List<State> INTEREST =
      List.of(State.Failed, State.Running, State.Conflicted, State.Pending, State.Completed);

  Run {
    targets = List.copyOf(targets);
  }

  static Run starting(List<Target> targets) {
    return new Run(targets, 0, 0);
  }

  static boolean isStarted(PowerTool tool) {
    return tool.getStatus() != null && tool.getStatus().getStartTime() != null;
  }

  static boolean isFinished(PowerTool tool) {
    return tool.getStatus() != null && tool.getStatus().getCompletionTime() != null;
  }

  static Run of(PowerToolStatus status) {
    List<Target> targets = new ArrayList<>();
    for (TargetStatus target : orEmpty(status.getTargets())) {
      targets.add(Target.of(target));
    }
    orEmpty(status.getUnlisted()).forEach(compact -> targets.add(Target.ofCompact(compact)));
    Counts counts = status.getCounts() == null ? new Counts() : status.getCounts();
    return new Run(
        targets,
        counts.getCompleted() - count(targets, State.Completed),
        counts.getFailed() - count(targets, State.Failed));
  }

  /** Whether a pod of that name may be a target; quick, since every change of a pod asks. */
  static boolean mentions(PowerToolStatus status, String pod) {
    return orEmpty(status.getTargets()).stream().anyMatch(target -> pod.equals(target.getPod()))
        || orEmpty(status.getUnlisted()).stream()
            .anyMatch(compact -> compact.contains(" " + pod + " "));
  }

  /**
   * The same run after each target was looked at. Delayed ones come last, and in another order each
   * time, so that none always comes after one that cannot be helped.
   */
  Run map(UnaryOperator<Target> step) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, targets.size()).boxed().toList());
    Collections.shuffle(order);
    order.sort(Comparator.comparing(place -> targets.get(place).isDelayed()));
    List<Target> after = new ArrayList<>(targets);
    order.forEach(place -> after.set(place, step.apply(after.get(place))));
    return new Run(after, completedBefore, failedBefore);
  }

  boolean ended() {
    return targets.stream().allMatch(Target::ended);
  }

  /** Whether it still has to do with a pod. */
  boolean occupies(String podUid) {
    return targets.stream().anyMatch(target -> !target.ended() && target.uid().equals(podUid));
  }

  Counts counts() {
    Counts counts = new Counts();
    counts.setTotal(targets.size() + completedBefore + failedBefore);
    counts.setPending(count(targets, State.Pending));
    counts.setRunning(count(targets, State.Running));
    counts.setConflicted(count(targets, State.Conflicted));
    counts.setCompleted(completedBefore + count(targets, State.Completed));
    counts.setFailed(failedBefore + count(targets, State.Failed));
    return counts;
  }

  /** The targets that have a place in the status, by name. */
  List<TargetStatus> listed() {
    return byInterest().stream()
        .limit(LISTED)
        .sorted(Comparator.comparing(Target::pod))
        .map(Target::toStatus)
        .toList();
  }

  /** The targets that have none and are not done with. */
  List<String> unlisted() {
    return byInterest().stream()
        .skip(LISTED)
        .filter(target -> !target.ended())
        .sorted(Comparator.comparing(Target::pod))
        .map(Target::toCompact)
        .toList();
  }

  private List<Target> byInterest() {
    if (targets.size() <= LISTED) {
      return targets;
    }
    return targets.stream()
        .sorted(
            Comparator.<Target>comparingInt(target -> INTEREST.indexOf(target.state()))
                .thenComparing(Target::pod))
        .toList();
  }

  private static int count(List<Target> targets, State state) {
    return (int) targets.stream().filter(target -> target.state() == state).count();
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }
}
