package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.policy.AllowlistSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForeignImageTest {

  @Test
  void everyImageButTheOperatorsOwnIsForeign() {
    // Given
    PodSpec pod =
        new PodSpecBuilder()
            .addNewContainer()
            .withName("agent")
            .withImage("quay.io/a/b")
            .endContainer()
            .addNewContainer()
            .withName("sidecar")
            .withImage("evil.com/sidecar")
            .endContainer()
            .addNewInitContainer()
            .withName("agent")
            .withImage("evil.com/init")
            .endInitContainer()
            .addNewVolume()
            .withName("payload")
            .withNewImage()
            .withReference("evil.com/payload")
            .endImage()
            .endVolume()
            .addNewVolume()
            .withName("model")
            .withNewImage()
            .withReference("evil.com/model")
            .endImage()
            .endVolume()
            .addNewVolume()
            .withName("scratch")
            .withNewEmptyDir()
            .endEmptyDir()
            .endVolume()
            .build();

    // Then
    assertThat(ForeignImage.in(pod, "agent", Set.of("model")))
        .containsExactly(
            new ForeignImage("container 'sidecar'", "evil.com/sidecar"),
            new ForeignImage("init container 'agent'", "evil.com/init"),
            new ForeignImage("image volume 'payload'", "evil.com/payload"));
  }

  @Test
  void onlyWhatTheListRefusesCounts() {
    // Given
    Rollout rollout =
        rollout(
            new ForeignImage("container 'mesh'", "quay.io/mesh/proxy"),
            new ForeignImage("container 'x'", "not a reference"),
            new ForeignImage("container 'y'", "evil.com/y"));

    // Then
    assertThat(RunningImages.refusedForeign(rollout, list("quay.io"), "default"))
        .extracting(ForeignImage::what)
        .containsExactly("container 'x'", "container 'y'");
    assertThat(
            RunningImages.refusedForeign(
                rollout, new AllowlistSnapshot.Unavailable(1, "gone"), "default"))
        .isEmpty();
  }

  @Test
  void aMessageNamesAFewAndCountsTheRest() {
    // Given
    List<ForeignImage> refused =
        IntStream.rangeClosed(1, 1_000)
            .mapToObj(
                i ->
                    new ForeignImage(
                        "container 'c%d'".formatted(i), "evil.com/" + "x".repeat(9_000)))
            .toList();

    // When
    String message = Problem.foreignContainers(refused).message();

    // Then
    assertThat(message).contains("container 'c5' with image", " and 995 more. Remove it");
    assertThat(message).doesNotContain("'c6'").hasSizeLessThan(2_000);
  }

  private static AllowlistSnapshot list(String text) {
    return new AllowlistSnapshot.Loaded(1, text, RegistryAllowlist.parse(text, Instant.EPOCH));
  }

  private static Rollout rollout(ForeignImage... foreign) {
    return new Rollout(
        "quay.io/a/b",
        List.of(),
        List.of("quay.io/a/b"),
        1,
        1,
        true,
        Optional.empty(),
        List.of(foreign),
        Optional.empty());
  }
}
