package io.langop.operator.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.condition.WorkloadReason;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of a resource with several images each has to be allowed. */
class SeveralImagesTest {

  private static final String EVIL =
      "Image registry 'evil.example' is not in whitelist. Allowed: docker.io, ghcr.io{digest=required}";

  private final RegistryAllowlist list =
      RegistryAllowlist.parse("docker.io\nghcr.io digest=required", Instant.EPOCH);

  @Test
  void theVerdictOnAllowedImagesIsThatOnTheFirst() {
    assertThat(decide("nginx", "redis")).isEqualTo(decide("nginx"));
  }

  @Test
  void oneRefusedImageIsToldWordForWord() {
    assertThat(decide("nginx", "evil.example/x")).isEqualTo(decide("evil.example/x"));
    assertThat(decide("evil.example/x", "nginx", "evil.example/y").message()).isEqualTo(EVIL);
  }

  @Test
  void severalRefusedImagesAreToldTogetherAsAtAdmission() {
    // When
    Verdict verdict = decide("nginx", "evil.example/x", "bad.example/y", "ghcr.io/a/b:1");

    // Then
    assertThat(verdict.isAllowed()).isFalse();
    assertThat(verdict.message())
        .isEqualTo(
            "3 images are refused: Image registry 'evil.example' is not in whitelist. Image registry"
                + " 'bad.example' is not in whitelist. Image 'ghcr.io/a/b:1' has no digest, and entry"
                + " 'ghcr.io' requires one: write ghcr.io/a/b@sha256:DIGEST. Allowed: docker.io,"
                + " ghcr.io{digest=required}");
    assertThat(verdict.refusals()).hasSize(3);
    assertThat(verdict.reference()).get().hasToString("evil.example/x");
  }

  @Test
  void theReasonIsThatOfTheGreatestObstacle() {
    assertThat(decide("ghcr.io/a/b:1", "evil.example/x").reason())
        .isEqualTo(WorkloadReason.RegistryNotAllowed);
    assertThat(decide("ghcr.io/a/b:1", "evil.example/x", "NotValid/").reason())
        .isEqualTo(WorkloadReason.InvalidImageReference);
  }

  @Test
  void aMessageNamesFiveAndIsBounded() {
    // Given
    List<String> texts =
        IntStream.range(0, 9).mapToObj(i -> i + "..".repeat(400) + " \u20ac".repeat(99)).toList();

    // Then
    assertThat(
            decide("a.example/a", "b.example/b", "c.io/c", "d.io/d", "e.io/e", "f.io/f").message())
        .startsWith("6 images are refused: ")
        .contains("'e.io' is not in whitelist and 1 more. Allowed: ")
        .doesNotContain("f.io");
    assertThat(list.decide(texts, "default").message()).hasSizeLessThanOrEqualTo(4_901);
  }

  private Verdict decide(String... images) {
    return list.decide(List.of(images), "default");
  }
}
