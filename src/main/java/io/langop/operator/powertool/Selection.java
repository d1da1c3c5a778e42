package io.langop.operator.powertool;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.langop.operator.api.toe.v1alpha1.PodSelector;
import io.langop.operator.api.toe.v1alpha1.PodSelectorRequirement;
import io.langop.operator.api.toe.v1alpha1.Targets;
import io.langop.operator.image.VisibleText;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which pods a PowerTool is about, and which container in each. */
final class Selection {

  private Selection() {}

  /** Whether the labels of a pod are those that a PowerTool asks for; an empty selector never. */
  static boolean matches(PodSelector selector, Pod pod) {
    Map<String, String> labels =
        pod.getMetadata().getLabels() == null ? Map.of() : pod.getMetadata().getLabels();
    Map<String, String> wanted =
        selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels();
    List<PodSelectorRequirement> required =
        selector.getMatchExpressions() == null ? List.of() : selector.getMatchExpressions();
    return !(wanted.isEmpty() && required.isEmpty())
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
  static boolean isRunning(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus() != null
        && "Running".equals(pod.getStatus().getPhase());
  }

  /** The targets of a run that starts now, by name. */
  static List<Target> targets(Targets targets, Stream<Pod> pods, Clock clock) {
    return pods.filter(Selection::isRunning)
        .filter(pod -> matches(targets.getLabelSelector(), pod))
        .map(pod -> target(targets.getContainer(), pod, clock))
        .sorted(Comparator.comparing(Target::pod))
        .toList();
  }

  private static Target target(String named, Pod pod, Clock clock) {
    List<String> containers =
        pod.getSpec().getContainers().stream().map(Container::getName).toList();
    String container = named == null && containers.size() == 1 ? containers.get(0) : named;
    Target target =
        Target.pending(pod.getMetadata().getName(), pod.getMetadata().getUid(), container);
    if (container == null) {
      return target.failed(
          "ContainerNotNamed",
          "The pod has several containers, so targets.container has to name one of them: "
              + shown(containers),
          clock.instant());
    }
    if (!containers.contains(container) && !isSidecar(pod, container)) {
      return target.failed(
          "ContainerNotFound",
          "The pod has no container '%s', only: %s"
              .formatted(VisibleText.of(container), shown(containers)),
          clock.instant());
    }
    return target;
  }

  private static boolean isSidecar(Pod pod, String name) {
    return pod.getSpec().getInitContainers() != null
        && pod.getSpec().getInitContainers().stream()
            .anyMatch(
                init -> init.getName().equals(name) && "Always".equals(init.getRestartPolicy()));
  }

  private static String shown(List<String> containers) {
    return VisibleText.of(containers.stream().collect(Collectors.joining(", ")));
  }
}
