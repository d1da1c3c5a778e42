package io.langop.operator.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.allowlist.VerdictWords.Denial;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from a message is what was written into it. */
class VerdictWordsTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @Test
  void theRegistryOfAnAllowedImageIsReadBack() {
    // When
    String message = verdict("ghcr.io", "ghcr.io/acme/app").message();

    // Then
    assertThat(message).isEqualTo("Image registry 'ghcr.io' is in whitelist");
    assertThat(VerdictWords.allowedRegistry(message)).contains("ghcr.io");
    assertThat(VerdictWords.allowedRegistry("Something else")).isEmpty();
  }

  @Test
  void whatADenialNamesIsReadBack() {
    // When
    String registry = verdict("docker.io,quay.io/a", "evil.example/x").message();
    String repository = verdict("docker.io,quay.io/a", "quay.io/b").message();

    // Then
    assertThat(VerdictWords.denial(registry))
        .contains(new Denial(false, "evil.example", "docker.io, quay.io/a", ""));
    assertThat(VerdictWords.denial(repository))
        .contains(new Denial(true, "quay.io/b", "docker.io, quay.io/a", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "quay.io until=2026-01-01, quay.io/x, ENDED, entry 'quay.io' ended 2026-01-0",
    "quay.io namespaces=other, quay.io/x, OTHER_NAMESPACE, entry 'quay.io' is only for namespaces other",
    "docker.io/bitnami, docker.io/bitnami/redis, SINGLE_REPOSITORY, entry 'docker.io/bitnami' is only the repository docker.io",
    "'docker.io/library/bitnami,docker.io/bitnami', docker.io/bitnami/redis, SINGLE_REPOSITORY, entry 'docker.io/bitnami' is only the repository docker.io"
  })
  void whatKeepsTheNearestEntryFromAllowingAnImageIsReadBack(
      String entry, String image, NearMiss.Why why, String words) {
    // When
    Denial denial = VerdictWords.denial(verdict(entry, image).message()).orElseThrow();

    // Then
    assertThat(denial.why()).contains(why);
    assertThat(denial.nearest()).startsWith(words);
    assertThat(denial.allowed()).doesNotContain("entry");
  }

  @Test
  void aMessageAboutSeveralImagesIsNoDenialOfOne() {
    // When
    Verdict several =
        RegistryAllowlist.parse("docker.io", NOW)
            .decide(List.of("evil.example/x", "bad.example/y"), "default");

    // Then
    assertThat(several).isInstanceOf(SeveralRefused.class);
    assertThat(several.message())
        .isEqualTo(
            "2 images are refused: Image registry 'evil.example' is not in whitelist. Image"
                + " registry 'bad.example' is not in whitelist. Allowed: docker.io");
    assertThat(VerdictWords.denial(several.message())).isEmpty();
  }

  @Test
  void theCommandOfAMissingListIsLeftOut() {
    // When
    String message = VerdictWords.missing("kube-system", "config", "does not exist", "registries");

    // Then
    assertThat(message)
        .isEqualTo(
            "ConfigMap 'kube-system/config' does not exist, so no image can be validated and"
                + " nothing new is started. List the allowed registries under its key"
                + " 'registries': kubectl edit configmap config -n kube-system");
    assertThat(VerdictWords.withoutCommand(message)).endsWith("under its key 'registries'.");
    assertThat(VerdictWords.withoutCommand("No command")).isEqualTo("No command");
  }

  private static Verdict verdict(String list, String image) {
    return RegistryAllowlist.parse(list.replace(',', '\n'), NOW).decide(image, "default");
  }
}
