package io.langop.operator.powertool;

import io.langop.operator.api.toe.v1alpha1.PodSelector;
import io.langop.operator.api.toe.v1alpha1.PodSelectorRequirement;
import io.langop.operator.api.toe.v1alpha1.Targets;
import io.langop.operator.pod.WatchedPod;
import io.langop.operator.reading.Marks;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which pods a PowerTool is about, and which container in each. */
final class Selection {

  private Selection() {}

  /**
   * Whether the labels of a pod are those that a PowerTool asks for; an empty selector never. A pod
   * with so many labels that they are not kept matches no selector.
   */
  static boolean matches(PodSelector selector, WatchedPod pod) {
    Map<String, String> labels = pod.labels();
    Map<String, String> wanted =
        selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels();
    List<PodSelectorRequirement> required =
        selector.getMatchExpressions() == null ? List.of() : selector.getMatchExpressions();
    return !(wanted.isEmpty() && required.isEmpty())
        && !Marks.isTrimmed(pod)
        && labels.entrySet().containsAll(wanted.entrySet())
        && required.stream().allMatch(requirement -> matches(requirement, labels));
  }

  private static boolean matches(PodSelectorRequirement requirement, Map<String, String> labels) {
    String value = labels.get(requirement.getKey());
    List<String> values = requirement.getValues() == null ? List.of() : requirement.getValues();
    return switch (requirement.getOperator()) {
      case In -> value != null && values.contains(value);
      case NotIn -> value == null || !values.contains(value);
      case Exists -> value != null;
      case DoesNotExist -> value == null;
    };
  }

  /** A pod that can be profiled now. */
  static boolean isRunning(WatchedPod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null && "Running".equals(pod.phase());
  }

  /** The targets of a run that starts now, by name. */
  static List<Target> targets(Targets targets, Stream<WatchedPod> pods, Clock clock) {
    return pods.filter(Selection::isRunning)
        .filter(pod -> matches(targets.getLabelSelector(), pod))
        .map(pod -> target(targets.getContainer(), pod, clock))
        .sorted(Comparator.comparing(Target::pod))
        .toList();
  }

  private static Target target(String named, WatchedPod pod, Clock clock) {
    ContainerChoice choice = ContainerChoice.in(pod, named);
    Target target =
        Target.pending(pod.getMetadata().getName(), pod.getMetadata().getUid(), choice.container());
    return choice.isPossible()
        ? target
        : target.failed(choice.reason(), choice.message(), clock.instant());
  }
}
