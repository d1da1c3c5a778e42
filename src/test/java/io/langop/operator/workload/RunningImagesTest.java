package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.image.ImageReference;
import io.langop.operator.policy.AllowlistSnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunningImagesTest {

  private static final ResourceID ID = new ResourceID("a", "ns");

  private final RunningImages images = new RunningImages();

  private void note(String... initImages) {
    Deployment deployment =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName("a")
            .withGeneration(1L)
            .endMetadata()
            .withNewSpec()
            .withNewTemplate()
            .withNewSpec()
            .addNewContainer()
            .withName("agent")
            .withImage("docker.io/library/a")
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();
    for (String image : initImages) {
      deployment =
          new DeploymentBuilder(deployment)
              .editSpec()
              .editTemplate()
              .editSpec()
              .addNewInitContainer()
              .withName("init")
              .withImage(image)
              .endInitContainer()
              .endSpec()
              .endTemplate()
              .endSpec()
              .build();
    }
    images.note(ID, Set.of(), Optional.of(Rollout.of(deployment, "agent", Rewrites.NONE)));
  }

  @Test
  void aLongTextIsCutAndStaysInvalid() {
    // When
    note("docker.io/" + "x".repeat(1_400_000), "docker.io/b");

    // Then
    assertThat(images.besidesSpec(ID))
        .hasSize(3)
        .allSatisfy(image -> assertThat(image).hasSizeLessThan(1_200))
        .filteredOn(image -> image.length() > 1_000)
        .singleElement()
        .satisfies(cut -> assertThat(isValid(cut)).isFalse());
  }

  @Test
  void aResourceWithMoreImagesThanAreNotedSaysSo() {
    // When
    note(
        IntStream.range(0, RunningImages.MAX_IMAGES)
            .mapToObj(i -> "docker.io/" + i)
            .toArray(String[]::new));

    // Then: the container's own image is one more
    assertThat(images.hasTooMany(ID)).isTrue();
    assertThat(images.besidesSpec(ID)).isEmpty();

    // When
    note("docker.io/b");

    // Then
    assertThat(images.hasTooMany(ID)).isFalse();
    assertThat(images.besidesSpec(ID)).hasSize(2);
  }

  @Test
  void anEditThatIsAboutWhatRunsOvertakesADecision() {
    // Given
    note("docker.io/b");
    AllowlistSnapshot decided = snapshot(1, "docker.io");

    // Then
    assertThat(images.areOvertaken(ID, decided, snapshot(1, "quay.io"))).isFalse();
    assertThat(images.areOvertaken(ID, decided, snapshot(2, "docker.io\nquay.io"))).isFalse();
    assertThat(images.areOvertaken(ID, decided, snapshot(2, "quay.io"))).isTrue();
  }

  private static AllowlistSnapshot snapshot(long revision, String list) {
    return new AllowlistSnapshot.Loaded(
        revision, list, RegistryAllowlist.parse(list, Instant.EPOCH));
  }

  private static boolean isValid(String image) {
    return ImageReference.parse(image) instanceof ImageReference;
  }
}
