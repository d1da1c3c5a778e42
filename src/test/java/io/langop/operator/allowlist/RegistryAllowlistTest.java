package io.langop.operator.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.condition.WorkloadReason;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAllowlistTest {

  @ParameterizedTest(name = "{0} allows {1}")
  @CsvSource({
    "docker.io, docker.io/library/alpine",
    "docker.io, docker.io/library/alpine:latest",
    "docker.io, nginx",
    "docker.io, acme/app",
    "docker.io, index.docker.io/x/y",
    "docker.io, localhost:5000",
    "docker.io, Docker.io/x",
    "index.docker.io, nginx",
    "index.docker.io, index.docker.io/x/y",
    "INDEX.docker.io, nginx",
    "index.docker.io/nginx, docker.io/library/nginx",
    "index.docker.io/acme/app, acme/app:v1",
    "*.gcr.io, gcr.io/p/i",
    "*.gcr.io, us.gcr.io/p/i",
    "*.gcr.io, a.b.gcr.io/p/i",
    "*.gcr.io, US.GCR.IO/p/i",
    "*.GCR.io, us.gcr.io/p/i",
    "*.docker.io, nginx",
    "*.docker.io, registry-1.docker.io/library/nginx",
    "*.docker.io/acme, docker.io/acme/app",
    "*.corp, registry.corp/x",
    "*.amazonaws.com, 123456789.dkr.ecr.us-west-2.amazonaws.com/repo:tag",
    "registry.corp:5000, registry.corp:5000/x",
    "*.corp.example:5000, a.corp.example:5000/x",
    "*.corp.example:5000, corp.example:5000/x",
    "*.corp.example:5000/team, a.corp.example:5000/team/x",
    "ghcr.io/acme, ghcr.io/acme/app",
    "ghcr.io/acme, ghcr.io/acme/a/b",
    "ghcr.io/acme, ghcr.io/acme",
    "ghcr.io/acme, ghcr.io/acme:v1",
    "GHCR.IO/acme, ghcr.io/acme/app",
    "ghcr.io/acme/app, ghcr.io/acme/app/sub",
    "docker.io/nginx, nginx",
    "docker.io/nginx, docker.io/library/nginx",
    "docker.io/library/nginx, nginx:1.27",
    "docker.io/acme/app, acme/app",
    "localhost, localhost/x",
    "EVIL, EVIL/img",
    "Evil, EVIL/img",
    "localhost:5000, localhost:5000/x",
    "10.0.0.1:5000, 10.0.0.1:5000/x",
    "[::1]:5000, [::1]:5000/x",
    "[2001:DB8::1], [2001:db8::1]/x",
  })
  void allows(String entry, String image) {
    // Given
    RegistryAllowlist allowlist = RegistryAllowlist.parse(entry, Instant.EPOCH);

    // When
    Verdict verdict = allowlist.decide(image, "default");

    // Then
    assertThat(allowlist.invalidEntries()).isEmpty();
    assertThat(verdict).isInstanceOf(Verdict.Allowed.class);
    assertThat(verdict.isAllowed()).isTrue();
    assertThat(((Verdict.Allowed) verdict).entry()).isEqualTo(allowlist.entries().get(0));
  }

  @ParameterizedTest(name = "{0} does not allow {1}")
  @CsvSource({
    "docker.io, subdomain.docker.io/x",
    "docker.io, subdomain.docker.io/image:tag",
    "docker.io, docker.io:5000/x",
    "docker.io, docker.io:443/x",
    "docker.io, docker.io.evil.com/x",
    "docker.io, registry-1.docker.io/library/nginx",
    "docker.io, INDEX.docker.io/x/y",
    "docker.io, gcr.io/project/image:tag",
    "docker.io, ghcr.io/docker.io/x",
    "*.gcr.io, gcr.io.evil.com/p/i",
    "*.gcr.io, gcr.io.evil.com/image:tag",
    "*.gcr.io, xgcr.io/p/i",
    "*.gcr.io, us.gcr.io:443/p/i",
    "*.gcr.io, usgcr.io/p/i",
    "*.gcr.io, us-gcr.io/p/i",
    "*.gcr.io, docker.io/us.gcr.io/p",
    "*.amazonaws.com, docker.io/amazonaws.com/image:tag",
    "*.index.docker.io, index.docker.io/x/y",
    "*.index.docker.io, registry-1.docker.io/x/y",
    "*.corp, corp.evil/x",
    "gcr.io, us.gcr.io/p/i",
    "us.gcr.io, gcr.io/p/i",
    "registry.corp:5000, registry.corp/x",
    "registry.corp:5000, registry.corp:50001/x",
    "registry.corp:5000, registry.corp:500/x",
    "registry.corp:5000, registry.corp:05000/x",
    "registry.corp:5000, a.registry.corp:5000/x",
    "*.corp.example:5000, a.corp.example/x",
    "*.corp.example:5000/team, a.corp.example:5000/teams",
    "*.corp.example:5000/team, a.corp.example:5000/x/team",
    "ghcr.io/acme, ghcr.io/acmeevil/app",
    "ghcr.io/acme, ghcr.io/other/app",
    "ghcr.io/acme, ghcr.io/acm",
    "ghcr.io/acme, ghcr.io/other/acme",
    "ghcr.io/acme, ghcr.io/acme-evil",
    "ghcr.io/acme, ghcr.io/acme.evil/app",
    "ghcr.io/acme, ghcr.io:443/acme/app",
    "ghcr.io/acme, a.ghcr.io/acme/app",
    "docker.io/nginx, docker.io/nginx/x",
    "docker.io/nginx, docker.io/library/nginx-evil",
    "docker.io/nginx, Docker.io/nginx",
    "docker.io/library, nginx",
    "docker.io/acme, docker.io/acme/app",
    "localhost, localhost:5000/x",
    "10.0.0.1, 110.0.0.1/x",
    "10.0.0.1, 1.10.0.0.1/x",
    "[::1]:5000, [::1]/x",
    "[::1], [0:0:0:0:0:0:0:1]/x",
  })
  void doesNotAllow(String entry, String image) {
    // Given
    RegistryAllowlist allowlist = RegistryAllowlist.parse(entry, Instant.EPOCH);

    // When
    Verdict verdict = allowlist.decide(image, "default");

    // Then
    assertThat(allowlist.entries()).hasSize(1);
    assertThat(verdict).isInstanceOf(Verdict.Denied.class);
    assertThat(verdict.isAllowed()).isFalse();
  }

  @Test
  void namesTheRegistryThatIsAllowed() {
    // Given
    RegistryAllowlist allowlist = RegistryAllowlist.parse("git.theryans.io", Instant.EPOCH);

    // When
    Verdict verdict = allowlist.decide("git.theryans.io/language-operator/tool:latest", "default");

    // Then
    assertThat(verdict.reason()).isEqualTo(WorkloadReason.RegistryAllowed);
    assertThat(verdict.message()).isEqualTo("Image registry 'git.theryans.io' is in whitelist");
  }

  @Test
  void namesTheRegistryThatIsNotAllowedAndTheListInTheOrderOfTheFile() {
    // Given
    RegistryAllowlist allowlist =
        RegistryAllowlist.parse("docker.io\ngcr.io\n*.gcr.io\n", Instant.EPOCH);

    // When
    Verdict verdict = allowlist.decide("evil-registry.com/malware:latest", "default");

    // Then
    assertThat(verdict.reason()).isEqualTo(WorkloadReason.RegistryNotAllowed);
    assertThat(verdict.message())
        .isEqualTo(
            "Image registry 'evil-registry.com' is not in whitelist."
                + " Allowed: docker.io, gcr.io, *.gcr.io");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ghcr.io/acme", "*.ghcr.io/acme", "docker.io\n*.io/acme"})
  void namesTheRepositoryWhenTheHostIsListedOnlyWithOtherPaths(String list) {
    // Given
    RegistryAllowlist allowlist = RegistryAllowlist.parse(list, Instant.EPOCH);

    // When
    Verdict verdict = allowlist.decide("ghcr.io/evil/x:v1", "default");

    // Then
    assertThat(verdict.reason()).isEqualTo(WorkloadReason.RegistryNotAllowed);
    assertThat(verdict.message())
        .isEqualTo(
            "Image repository 'ghcr.io/evil/x' is not in whitelist. Allowed: "
                + list.replace("\n", ", "));
  }

  @Test
  void namesTheRegistryWhenTheHostIsListedOnlyWithAnotherPort() {
    // When
    Verdict verdict =
        RegistryAllowlist.parse("ghcr.io:5000/acme", Instant.EPOCH)
            .decide("ghcr.io/acme/x", "default");

    // Then
    assertThat(verdict.message())
        .isEqualTo("Image registry 'ghcr.io' is not in whitelist. Allowed: ghcr.io:5000/acme");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "\n\n", "# nothing\n", "*\nhttps://ghcr.io\n", "\uFEFF"})
  void aListWithoutAValidEntryAllowsNothing(String list) {
    // When
    Verdict verdict = RegistryAllowlist.parse(list, Instant.EPOCH).decide("nginx", "default");

    // Then
    assertThat(verdict.message())
        .isEqualTo("Image registry 'docker.io' is not in whitelist. Allowed: none");
  }

  @Test
  void saysWhyTheReferenceIsInvalid() {
    // When
    Verdict verdict =
        RegistryAllowlist.parse("docker.io", Instant.EPOCH)
            .decide("https://docker.io/x", "default");

    // Then
    assertThat(verdict.reason()).isEqualTo(WorkloadReason.InvalidImageReference);
    assertThat(verdict.message())
        .isEqualTo(
            "Image 'https://docker.io/x' is not a valid image reference:"
                + " it has a scheme: write it without 'https://'");
  }

  @Test
  void aMissingImageIsInvalid() {
    // When
    Verdict verdict =
        RegistryAllowlist.parse("docker.io", Instant.EPOCH).decide((String) null, "default");

    // Then
    assertThat(verdict.message()).isEqualTo("Image '' is not a valid image reference: it is empty");
  }

  @ParameterizedTest
  @CsvSource({"20, ''", "21, ' and 1 more'", "10000, ' and 9980 more'"})
  void showsTwentyEntriesAtMost(int entries, String rest) {
    // Given
    RegistryAllowlist allowlist =
        RegistryAllowlist.parse(
            IntStream.range(0, entries)
                .mapToObj(i -> "r" + i + ".io")
                .collect(Collectors.joining("\n")),
            Instant.EPOCH);

    // When
    Verdict verdict = allowlist.decide("evil.com/x", "default");

    // Then
    assertThat(allowlist.entries()).hasSize(entries);
    assertThat(verdict.message())
        .startsWith("Image registry 'evil.com' is not in whitelist. Allowed: r0.io, r1.io, ")
        .endsWith(", r19.io" + rest);
  }

  @Test
  void noMessageIsLongHoweverLongItsParts() {
    // Given
    String host = ("a".repeat(60) + ".").repeat(4) + "io";
    String list =
        IntStream.range(0, 100)
            .mapToObj(i -> host + "/" + "p".repeat(250) + i)
            .collect(Collectors.joining("\n"));

    // When
    Verdict verdict =
        RegistryAllowlist.parse(list, Instant.EPOCH)
            .decide("b".repeat(100_000) + ".io/x", "default");

    // Then
    assertThat(verdict.message()).contains("bbb…' is not").hasSizeLessThan(4_500);
  }

  @Test
  void namesTheMostSpecificEntryThatAllows() {
    // Given
    RegistryAllowlist allowlist =
        RegistryAllowlist.parse(
            "*.io\n*.us.gcr.io\n*.gcr.io\nus.gcr.io/p\nghcr.io\n", Instant.EPOCH);

    // Then
    assertThat(entry(allowlist, "us.gcr.io/p/i")).hasToString("us.gcr.io/p");
    assertThat(entry(allowlist, "us.gcr.io/q")).hasToString("*.us.gcr.io");
    assertThat(entry(allowlist, "eu.gcr.io/q")).hasToString("*.gcr.io");
    assertThat(entry(allowlist, "ghcr.io/q")).hasToString("ghcr.io");
    assertThat(entry(allowlist, "quay.io/q")).hasToString("*.io");
  }

  private static AllowlistEntry entry(RegistryAllowlist allowlist, String image) {
    return ((Verdict.Allowed) allowlist.decide(image, "default")).entry();
  }

  /** Counts what is copied, which is the same on every machine. */
  @Test
  void aHostOfVeryManyLabelsCostsNoMoreThanItsLength() {
    // Given
    RegistryAllowlist list = RegistryAllowlist.parse("*.example.com\nquay.io", Instant.EPOCH);
    String image = "a.".repeat(50_000) + "example.org/x";
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    list.decide(image, "default");
    long before = thread.getCurrentThreadAllocatedBytes();

    // When
    Verdict verdict = list.decide(image, "default");

    // Then
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(20L * image.length());
    assertThat(verdict.isAllowed()).isFalse();
    assertThat(list.decide(image.replace(".org", ".com"), "default").isAllowed()).isTrue();
  }
}
