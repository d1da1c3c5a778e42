package io.langop.operator.powertool;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.langop.operator.api.toe.v1alpha1.Output;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.api.toe.v1alpha1.Profiler;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The container that a run adds to each of its pods. It has no security context but the one of its
 * tool's settings: profilers commonly need more than a restricted one allows, and what a namespace
 * permits is for its Pod Security level to say.
 */
final class EphemeralContainers {

  private static final String TOOL = "PROFILER_TOOL";

  private EphemeralContainers() {}

  static EphemeralContainer desired(PowerTool tool, Target target) {
    PowerToolSpec spec = tool.getSpec();
    return new EphemeralContainerBuilder()
        .withName(tool.getStatus().getContainerName())
        .withImage(tool.getStatus().getResolvedImage())
        .withArgs(AppliedSettings.args(tool))
        .withSecurityContext(AppliedSettings.securityContext(tool))
        .withTargetContainerName(target.container())
        .withEnv(
            env(TOOL, spec.getProfiler().getTool()),
            env("PROFILER_DURATION", duration(spec)),
            env("PROFILER_DURATION_SECONDS", "" + ProfilerDuration.wholeSeconds(spec)),
            env("TARGET_POD_NAME", target.pod()),
            env("TARGET_NAMESPACE", tool.getMetadata().getNamespace()),
            env("TARGET_CONTAINER_NAME", target.container()),
            env("OUTPUT_MODE", mode(spec)))
        .addAllToEnv(AppliedSettings.env(tool).toList())
        .build();
  }

  /** The duration as its author wrote it. */
  static String duration(PowerToolSpec spec) {
    return Objects.requireNonNullElse(spec.getProfiler().getDuration(), Profiler.DEFAULT_DURATION);
  }

  /** The container of that name, whoever added it. */
  static Optional<EphemeralContainer> find(Pod pod, String name) {
    return Optional.ofNullable(pod.getSpec().getEphemeralContainers()).stream()
        .flatMap(List::stream)
        .filter(container -> name.equals(container.getName()))
        .findFirst();
  }

  /**
   * Whether a container is what this run adds. The image does not count: an admission webhook may
   * have replaced it by that of a mirror.
   */
  static boolean same(EphemeralContainer actual, EphemeralContainer desired) {
    return Objects.equals(actual.getTargetContainerName(), desired.getTargetContainerName())
        && actual.getEnv() != null
        && actual.getEnv().containsAll(desired.getEnv());
  }

  /**
   * A patch that adds the container to the pod as it was read, and fails if it has changed since.
   */
  static Map<String, Object> patch(Pod read, EphemeralContainer container) {
    return Map.of(
        "metadata",
        Map.of("resourceVersion", read.getMetadata().getResourceVersion()),
        "spec",
        Map.of("ephemeralContainers", List.of(container)));
  }

  private static String mode(PowerToolSpec spec) {
    return Optional.ofNullable(spec.getOutput())
        .map(Output::getMode)
        .orElse(Output.Mode.ephemeral)
        .name();
  }

  private static EnvVar env(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }
}
