package io.langop.operator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.langop.operator.pod.WatchedPod;
import org.junit.jupiter.api.Test;

class PodImageTest {
  private static final String PROFILER = "profiler-0f8fad5b-d9cb-469f-a165-70867728950e-1";

  @Test
  void everyImageOfAPodCountsOnce() {
    // Given
    PodBuilder pod =
        pod()
            .editSpec()
            .addNewInitContainer()
            .withName("init")
            .withImage("init.example/i:1")
            .endInitContainer()
            .addNewContainer()
            .withName("second")
            .withImage("main.example/m:1")
            .endContainer()
            .addNewEphemeralContainer()
            .withName("debugger")
            .withImage("debug.example/d:1")
            .endEphemeralContainer()
            .addNewVolume()
            .withName("model")
            .withNewImage("IfNotPresent", "volume.example/v:1")
            .endVolume()
            .addNewVolume()
            .withName("tmp")
            .withNewEmptyDir()
            .endEmptyDir()
            .endVolume()
            .endSpec();

    // Then
    assertThat(PodImage.of(WatchedPod.of(pod.build())))
        .containsExactly(
            new PodImage("debug.example/d:1", false),
            new PodImage("init.example/i:1", false),
            new PodImage("main.example/m:1", false),
            new PodImage("volume.example/v:1", false));
  }

  @Test
  void anEphemeralContainerCountsUntilItHasEnded() {
    // Given
    PodBuilder pod = withEphemeral("debugger");

    // When
    PodBuilder ended =
        pod()
            .editSpec()
            .addNewEphemeralContainer()
            .withName("debugger")
            .withImage("debug.example/d:1")
            .endEphemeralContainer()
            .endSpec()
            .withNewStatus()
            .addNewEphemeralContainerStatus()
            .withName("debugger")
            .withNewState()
            .withNewTerminated()
            .withExitCode(0)
            .endTerminated()
            .endState()
            .endEphemeralContainerStatus()
            .endStatus();

    // Then
    assertThat(PodImage.of(WatchedPod.of(pod.build()))).hasSize(2);
    assertThat(PodImage.of(WatchedPod.of(ended.build())))
        .containsExactly(new PodImage("main.example/m:1", false));
  }

  @Test
  void aContainerWithTheNameOfARunMayComeFromTheCatalog() {
    assertThat(PodImage.of(WatchedPod.of(withEphemeral(PROFILER).build())))
        .contains(new PodImage("debug.example/d:1", true));
    assertThat(PodImage.of(WatchedPod.of(withEphemeral("profiler-mine").build())))
        .contains(new PodImage("debug.example/d:1", false));
  }

  @Test
  void aPodOfWhichNothingWasKeptNamesWhatCannotBeDecided() {
    assertThat(PodImage.of(new WatchedPod())).containsExactly(new PodImage("", false));
  }

  private static PodBuilder withEphemeral(String name) {
    return pod()
        .editSpec()
        .addNewEphemeralContainer()
        .withName(name)
        .withImage("debug.example/d:1")
        .endEphemeralContainer()
        .endSpec();
  }

  private static PodBuilder pod() {
    return new PodBuilder()
        .withNewMetadata()
        .withName("web")
        .withNamespace("team-a")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage("main.example/m:1")
        .endContainer()
        .endSpec();
  }
}
