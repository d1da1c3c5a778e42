package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A policy of the cluster makes other images of those that were asked for. */
class RewritesTest {

  private static final String AGENT = "agent";
  private static final String NGINX = "docker.io/library/nginx";
  private static final String MIRRORED = "harbor.corp/hub/library/nginx";
  private static final String MODEL = "docker.io/acme/model";
  private static final String MIRRORED_MODEL = "harbor.corp/hub/acme/model";

  @Test
  void whatAPolicyMadeOfTheImagesIsKnownAgainFromTheAnnotation() {
    // Given
    Deployment asked = deployment(NGINX, MODEL, Map.of());
    Rewrites rewrites =
        Rewrites.between(asked, deployment(MIRRORED, MIRRORED_MODEL, Map.of()), AGENT);

    // When
    Deployment actual = deployment(MIRRORED, MIRRORED_MODEL, rewrites.annotations());

    // Then
    Rewrites noted = Rewrites.notedOn(actual);
    assertThat(noted).isEqualTo(rewrites);
    assertThat(noted.asked(actual, AGENT)).containsExactly(NGINX, MODEL);
    assertThat(OwnImages.of(noted.adoptedBy(asked, actual, AGENT), AGENT).values())
        .containsExactly(MIRRORED, MIRRORED_MODEL);
  }

  @Test
  void anImageThatIsNotReplacedIsNotNoted() {
    // Given
    Deployment asked = deployment(NGINX, MODEL, Map.of());

    // Then
    assertThat(Rewrites.between(asked, asked, AGENT).annotations()).isEmpty();
    assertThat(
            Rewrites.between(asked, deployment(NGINX, MIRRORED_MODEL, Map.of()), AGENT).byPlace())
        .containsOnlyKeys("volume/model");
  }

  @Test
  void anImageThatSomebodyElsePutThereIsNotAdopted() {
    // Given
    Deployment asked = deployment(NGINX, MODEL, Map.of());
    Map<String, String> annotations =
        Rewrites.between(asked, deployment(MIRRORED, MODEL, Map.of()), AGENT).annotations();

    // When
    Deployment edited = deployment("evil.example/x", MODEL, annotations);

    // Then
    assertThat(Rewrites.notedOn(edited).asked(edited, AGENT))
        .containsExactly("evil.example/x", MODEL);
    assertThat(Rewrites.notedOn(edited).adoptedBy(asked, edited, AGENT)).isEqualTo(asked);
  }

  @Test
  void anotherImageThatIsAskedForIsNotAdopted() {
    // Given
    Deployment asked = deployment(NGINX, MODEL, Map.of());
    Deployment mirrored = deployment(MIRRORED, MODEL, Map.of());
    Map<String, String> annotations = Rewrites.between(asked, mirrored, AGENT).annotations();

    // When
    Deployment next = deployment("docker.io/library/nginx:2", MODEL, Map.of());

    // Then
    Deployment actual = deployment(MIRRORED, MODEL, annotations);
    assertThat(Rewrites.notedOn(actual).adoptedBy(next, actual, AGENT)).isEqualTo(next);
  }

  @Test
  void aDeploymentWithoutVolumesIsAdoptedToo() {
    // Given
    Deployment asked = withoutVolumes(deployment(NGINX, MODEL, Map.of()));
    Deployment answer = withoutVolumes(deployment(MIRRORED, MODEL, Map.of()));

    // When
    Rewrites rewrites = Rewrites.between(asked, answer, AGENT);

    // Then
    assertThat(OwnImages.of(rewrites.adoptedBy(asked, answer, AGENT), AGENT).values())
        .containsExactly(MIRRORED);
  }

  private static Deployment withoutVolumes(Deployment deployment) {
    deployment.getSpec().getTemplate().getSpec().setVolumes(null);
    return deployment;
  }

  @Test
  void anAnnotationThatSaysNothingIsIgnored() {
    // Given
    Deployment odd = deployment(NGINX, MODEL, Map.of(Labels.REWRITTEN_IMAGES, "a\n\nb c d e\n "));

    // Then
    assertThat(Rewrites.notedOn(odd).byPlace()).isEmpty();
    assertThat(Rewrites.notedOn(odd).asked(odd, AGENT)).containsExactly(NGINX, MODEL);
  }

  private static Deployment deployment(
      String image, String volumeImage, Map<String, String> annotations) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("x")
        .withAnnotations(annotations)
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
