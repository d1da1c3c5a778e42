package io.langop.operator.powertool;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Map;

/** Pods as the API server shows them. */
final class TestPods {

  private TestPods() {}

  static Pod running(String name, Map<String, String> labels, String... containers) {
    PodBuilder pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("demo")
            .withUid(uid(name))
            .withLabels(labels)
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .withNewStatus()
            .withPhase("Running")
            .endStatus();
    for (String container : containers) {
      pod.editSpec().addNewContainer().withName(container).endContainer().endSpec();
    }
    return pod.build();
  }

  static String uid(String name) {
    return "uid-of-" + name;
  }

  static Pod withEphemeral(Pod pod, String container, ContainerState state) {
    return new PodBuilder(pod)
        .editSpec()
        .addNewEphemeralContainer()
        .withName(container)
        .endEphemeralContainer()
        .endSpec()
        .editStatus()
        .addNewEphemeralContainerStatus()
        .withName(container)
        .withState(state)
        .endEphemeralContainerStatus()
        .endStatus()
        .build();
  }

  static ContainerState isRunning(String startedAt) {
    return new ContainerStateBuilder()
        .withNewRunning()
        .withStartedAt(startedAt)
        .endRunning()
        .build();
  }

  static ContainerState isWaiting(String reason) {
    return new ContainerStateBuilder().withNewWaiting().withReason(reason).endWaiting().build();
  }

  static ContainerState hasEnded(int exitCode) {
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withExitCode(exitCode)
        .withReason(exitCode == 0 ? "Completed" : "Error")
        .endTerminated()
        .build();
  }
}
