package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.langop.operator.api.Labels;
import org.junit.jupiter.api.Test;

/** A policy of the cluster makes other images of those that were asked for. */
class RewritesTest {

  private static final String AGENT = "agent";
  private static final String NGINX = "docker.io/library/nginx";
  private static final String MIRRORED = "harbor.corp/hub/library/nginx";
  private static final String MODEL = "docker.io/acme/model";
  private static final String MIRRORED_MODEL = "harbor.corp/hub/acme/model";

  @Test
  void whatAPolicyMadeOfTheImagesIsAdopted() {
    // Given
    Deployment asked = deployment(NGINX, MODEL);
    Deployment answer = deployment(MIRRORED, MIRRORED_MODEL);

    // When
    Rewrites rewrites = Rewrites.between(asked, answer, AGENT);

    // Then
    assertThat(rewrites.asked(answer, AGENT)).containsExactly(NGINX, MODEL);
    assertThat(OwnImages.of(rewrites.adoptedBy(asked, answer, AGENT), AGENT).values())
        .containsExactly(MIRRORED, MIRRORED_MODEL);
  }

  @Test
  void anImageThatIsNotReplacedIsNotNoted() {
    // Given
    Deployment asked = deployment(NGINX, MODEL);

    // Then
    assertThat(Rewrites.between(asked, asked, AGENT)).isEqualTo(Rewrites.NONE);
    assertThat(Rewrites.between(asked, deployment(NGINX, MIRRORED_MODEL), AGENT).byPlace())
        .containsOnlyKeys("volume/model");
  }

  @Test
  void anImageThatSomebodyElsePutThereIsNotAdopted() {
    // Given
    Deployment asked = deployment(NGINX, MODEL);
    Rewrites rewrites = Rewrites.between(asked, deployment(MIRRORED, MODEL), AGENT);

    // When
    Deployment edited = deployment("evil.example/x", MODEL);

    // Then
    assertThat(rewrites.asked(edited, AGENT)).containsExactly("evil.example/x", MODEL);
    assertThat(rewrites.adoptedBy(asked, edited, AGENT)).isEqualTo(asked);
  }

  @Test
  void anotherImageThatIsAskedForIsNotAdopted() {
    // Given
    Deployment actual = deployment(MIRRORED, MODEL);
    Rewrites rewrites = Rewrites.between(deployment(NGINX, MODEL), actual, AGENT);

    // When
    Deployment next = deployment("docker.io/library/nginx:2", MODEL);

    // Then
    assertThat(rewrites.adoptedBy(next, actual, AGENT)).isEqualTo(next);
  }

  @Test
  void aDeploymentWithoutVolumesIsAdoptedToo() {
    // Given
    Deployment asked = withoutVolumes(deployment(NGINX, MODEL));
    Deployment answer = withoutVolumes(deployment(MIRRORED, MODEL));

    // When
    Rewrites rewrites = Rewrites.between(asked, answer, AGENT);

    // Then
    assertThat(OwnImages.of(rewrites.adoptedBy(asked, answer, AGENT), AGENT).values())
        .containsExactly(MIRRORED);
  }

  @Test
  void whatIsKnownOfADeploymentIsNotKnownOfAnotherOneOfItsName() {
    // Given
    KnownRewrites known = new KnownRewrites();
    Deployment mirrored = deployment(MIRRORED, MODEL);
    mirrored.getMetadata().setUid("first");
    Rewrites rewrites = Rewrites.between(deployment(NGINX, MODEL), mirrored, AGENT);

    // When
    known.note(mirrored, rewrites);

    // Then
    assertThat(known.of(mirrored)).isEqualTo(rewrites);
    Deployment other = deployment(MIRRORED, MODEL);
    other.getMetadata().setUid("second");
    assertThat(known.of(other)).isEqualTo(Rewrites.NONE);
    known.forget(mirrored);
    assertThat(known.of(mirrored)).isEqualTo(Rewrites.NONE);
  }

  private static Deployment withoutVolumes(Deployment deployment) {
    deployment.getSpec().getTemplate().getSpec().setVolumes(null);
    return deployment;
  }

  private static Deployment deployment(String image, String volumeImage) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("x")
        .withNamespace("demo")
        .addToAnnotations(Labels.IMAGE_VOLUMES, "model")
        .endMetadata()
        .withNewSpec()
        .withNewTemplate()
        .withNewSpec()
        .addNewContainer()
        .withName(AGENT)
        .withImage(image)
        .endContainer()
        .addNewVolume()
        .withName("model")
        .withNewImage()
        .withReference(volumeImage)
        .endImage()
        .endVolume()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
