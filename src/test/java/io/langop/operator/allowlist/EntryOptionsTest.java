package io.langop.operator.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.support.Collisions;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand behind an entry, and what it means. */
class EntryOptionsTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final String DIGEST = "@sha256:" + "a".repeat(64);

  @ParameterizedTest(name = "{0} allows {1} in {2}")
  @CsvSource({
    "ghcr.io digest=required, ghcr.io/x@D, any",
    "ghcr.io digest=required, ghcr.io/x:v1@D, any",
    "ghcr.io/acme/ digest=required, ghcr.io/acme/x@D, any",
    "*.corp:5000/team digest=required, a.corp:5000/team/x@D, any",
    "ghcr.io namespaces=team-a, ghcr.io/x, team-a",
    "'ghcr.io namespaces=team-a,team-b-*', ghcr.io/x, team-a",
    "'ghcr.io namespaces=team-a,team-b-*', ghcr.io/x, team-b-1",
    "'ghcr.io namespaces=team-a,team-b-*', ghcr.io/x, team-b-",
    "ghcr.io namespaces=t*, ghcr.io/x, t",
    "ghcr.io until=2026-12-31, ghcr.io/x, any",
    "ghcr.io until=2026-06-01, ghcr.io/x, any",
    "ghcr.io until=2026-06-01T12:00:01Z, ghcr.io/x, any",
    "ghcr.io until=9999-12-31, ghcr.io/x, any",
    "ghcr.io until=2028-02-29, ghcr.io/x, any",
    "ghcr.io\tdigest=required   namespaces=team-a until=2027-01-01, ghcr.io/x@D, team-a",
    "ghcr.io until=2027-01-01 namespaces=team-a digest=required, ghcr.io/x@D, team-a",
  })
  void allows(String entry, String image, String namespace) {
    // When
    Verdict verdict = list(entry).decide(image.replace("@D", DIGEST), namespace);

    // Then
    assertThat(list(entry).invalidEntries()).isEmpty();
    assertThat(verdict).isInstanceOf(Verdict.Allowed.class);
  }

  @ParameterizedTest(name = "{0} refuses {1} in {2}")
  @CsvSource({
    "ghcr.io digest=required, ghcr.io/x, any, DigestRequired",
    "ghcr.io digest=required, ghcr.io/x:v1, any, DigestRequired",
    "ghcr.io digest=required, quay.io/x@D, any, RegistryNotAllowed",
    "ghcr.io/acme/ digest=required, ghcr.io/other/x, any, RegistryNotAllowed",
    "ghcr.io namespaces=team-a, ghcr.io/x, team-b, RegistryNotAllowed",
    "ghcr.io namespaces=team-a, ghcr.io/x, team-a-1, RegistryNotAllowed",
    "ghcr.io namespaces=team-a, ghcr.io/x, team, RegistryNotAllowed",
    "ghcr.io namespaces=team-a, ghcr.io/x, '', RegistryNotAllowed",
    "ghcr.io namespaces=team-b-*, ghcr.io/x, team-b, RegistryNotAllowed",
    "ghcr.io namespaces=team-a digest=required, ghcr.io/x, team-b, RegistryNotAllowed",
    "ghcr.io until=2026-05-31, ghcr.io/x, any, RegistryNotAllowed",
    "ghcr.io until=2026-06-01T12:00:00Z, ghcr.io/x, any, RegistryNotAllowed",
    "ghcr.io until=2026-06-01T11:59:59Z, ghcr.io/x, any, RegistryNotAllowed",
    "ghcr.io until=0000-01-01, ghcr.io/x, any, RegistryNotAllowed",
    "ghcr.io until=2026-05-31 digest=required, ghcr.io/x, any, RegistryNotAllowed",
  })
  void refuses(String entry, String image, String namespace, WorkloadReason reason) {
    // When
    Verdict verdict = list(entry).decide(image.replace("@D", DIGEST), namespace);

    // Then
    assertThat(list(entry).invalidEntries()).isEmpty();
    assertThat(verdict.isAllowed()).isFalse();
    assertThat(verdict.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docker.io/bitnami/ | bitnami/redis | true",
        "docker.io/bitnami/ | docker.io/bitnami/a/b | true",
        "docker.io/bitnami/ | index.docker.io/bitnami/a | true",
        "docker.io/bitnami/ | docker.io/library/bitnami | false",
        "docker.io/bitnami/ | bitnami | false",
        "docker.io/bitnami/ | docker.io/bitnamievil/x | false",
        "docker.io/library/ | nginx | true",
        "docker.io/library/ | bitnami/redis | false",
        "ghcr.io/acme/ | ghcr.io/acme/app | true",
        "ghcr.io/acme/ | ghcr.io/acme/a/b:1 | true",
        "ghcr.io/acme/ | ghcr.io/acme | false",
        "ghcr.io/acme/ | ghcr.io/acme:1 | false",
        "ghcr.io/acme/ | ghcr.io/acmeevil/app | false",
        "ghcr.io/a/b/ | ghcr.io/a/b/c | true",
        "ghcr.io/a/b/ | ghcr.io/a/b | false",
        "*.corp:5000/team/ | x.corp:5000/team/app | true",
        "*.corp:5000/team/ | x.corp:5000/team | false",
      })
  void aSlashAtTheEndMeansWhatIsBelow(String entry, String image, boolean allowed) {
    assertThat(list(entry).invalidEntries()).isEmpty();
    assertThat(list(entry).decide(image, "any").isAllowed()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "digest=",
        "digest=optional",
        "digest=Required",
        "digest",
        "Digest=required",
        "digest = required",
        "digest=required,",
        "digest=required digest=required",
        "digest=required until=2027-01-01 digest=required",
        "namespaces=",
        "namespaces=*",
        "namespaces=a,*",
        "namespaces=a,",
        "namespaces=,a",
        "namespaces=a,,b",
        "namespaces=a, b",
        "namespaces=*-a",
        "namespaces=a*b",
        "namespaces=a**",
        "namespaces=Team",
        "namespaces=a_b",
        "namespaces=a.b",
        "namespaces=-a",
        "namespaces=a-",
        "namespaces=-*",
        "namespaces=\u0430",
        "namespaces=a namespaces=b",
        "namespace=a",
        "until=",
        "until=tomorrow",
        "until=2h",
        "until=2026-13-01",
        "until=2027-02-29",
        "until=2026-1-1",
        "until=26-01-01",
        "until=12026-01-01",
        "until=+2026-01-01",
        "until=2026-12-31T18:00",
        "until=2026-12-31T18:00:00",
        "until=2026-12-31T18:00:00z",
        "until=2026-12-31t18:00:00Z",
        "until=2026-12-31T18:00:00.5Z",
        "until=2026-12-31T18:00:00+01:00",
        "until=2026-12-31T24:00:00Z",
        "until=2026-12-31T23:59:60Z",
        "until=2026-12-31 18:00:00Z",
        "until=\u0662026-12-31",
        "until=2026-12-31 until=2027-12-31",
        "=",
        "=required",
        "digest==required",
        "owner=ada",
        "#digest=required x",
        "digest=required quay.io",
      })
  void aLineWithABadOptionAllowsNothing(String options) {
    // When
    RegistryAllowlist allowlist = list("ghcr.io ~ " + options);
    RegistryAllowlist alone = list("ghcr.io " + options);

    // Then
    assertThat(allowlist.entries()).isEmpty();
    if (!options.startsWith("#")) { // which begins a comment
      assertThat(alone.entries()).isEmpty();
      assertThat(alone.invalidEntries())
          .singleElement()
          .satisfies(bad -> assertThat(bad.reason()).isNotEmpty());
      assertThat(alone.decide("ghcr.io/x" + DIGEST, "a").isAllowed()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "owner=ada | there is no option 'owner': there are digest=required, namespaces=NAME,… and"
            + " until=TIME",
        "digest=no | digest=no means nothing: write digest=required",
        "until=soon | until=soon is neither a date such as 2026-12-31 nor a time in UTC such as"
            + " 2026-12-31T18:00:00Z",
        "namespaces=* | namespaces=* would be every namespace: leave the option out",
        "namespaces=a_b | 'a_b' is no name of a namespace, and '*' stands only at the end of one",
        "until=2027-01-01 until=2027-01-01 | the option 'until' is there twice",
        "quay.io | it contains white space: write one entry a line",
      })
  void saysWhatIsWrongWithAnOption(String options, String reason) {
    assertThat(list("ghcr.io " + options).invalidEntries())
        .singleElement()
        .satisfies(bad -> assertThat(bad.reason()).isEqualTo(reason));
  }

  @Test
  void saysHowToPin() {
    // Given
    RegistryAllowlist allowlist = list("docker.io\nghcr.io/acme/ digest=required");

    // When
    Verdict verdict = allowlist.decide("ghcr.io/acme/app:v1", "any");

    // Then
    assertThat(verdict.message())
        .isEqualTo(
            "Image 'ghcr.io/acme/app:v1' has no digest, and entry 'ghcr.io/acme/' requires one:"
                + " write ghcr.io/acme/app@sha256:DIGEST");
  }

  @Test
  void saysWhichEntryHasEnded() {
    // Given
    RegistryAllowlist allowlist = list("docker.io\nquay.io/incident/ until=2026-05-31T18:00:00Z");

    // When
    Verdict verdict = allowlist.decide("quay.io/incident/tool:1", "any");

    // Then
    assertThat(verdict.message())
        .isEqualTo(
            "Image registry 'quay.io' is not in whitelist. Allowed: docker.io;"
                + " entry 'quay.io/incident/' ended 2026-05-31T18:00:00Z");
  }

  @Test
  void saysForWhichNamespacesAnEntryIs() {
    // Given
    RegistryAllowlist allowlist = list("docker.io\nquay.io namespaces=team-a,team-b-*");

    // When
    Verdict verdict = allowlist.decide("quay.io/x", "team-c");

    // Then
    assertThat(verdict.message())
        .isEqualTo(
            "Image registry 'quay.io' is not in whitelist. Allowed: docker.io,"
                + " quay.io{namespaces=team-a,team-b-*};"
                + " entry 'quay.io' is only for namespaces team-a,team-b-*");
  }

  @Test
  void saysThatAnEntryIsASingleRepositoryOfDockerHub() {
    // Given
    RegistryAllowlist allowlist = list("docker.io/bitnami");

    // When
    Verdict verdict = allowlist.decide("bitnami/redis:7", "any");

    // Then
    assertThat(verdict.message())
        .isEqualTo(
            "Image repository 'docker.io/bitnami/redis' is not in whitelist. Allowed:"
                + " docker.io/bitnami; entry 'docker.io/bitnami' is only the repository"
                + " docker.io/library/bitnami, all below it would be 'docker.io/bitnami/'");
    assertThat(list("docker.io/library/bitnami").decide("bitnami/redis", "any").message())
        .doesNotContain("entry");
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ghcr.io digest=required | ghcr.io until=2026-01-01 | DigestRequired",
        "ghcr.io until=2026-01-01 | ghcr.io/x digest=required | DigestRequired",
        "ghcr.io namespaces=b | ghcr.io digest=required | DigestRequired",
        "ghcr.io digest=required | *.ghcr.io until=2026-01-01 | DigestRequired",
        "ghcr.io digest=required | ghcr.io namespaces=a | RegistryAllowed",
        "ghcr.io digest=required | ghcr.io | RegistryAllowed",
        "*.ghcr.io digest=required | ghcr.io/x | RegistryAllowed",
        "ghcr.io until=2026-01-01 | ghcr.io until=2027-01-01 | RegistryAllowed",
      })
  void oneEntryThatAllowsIsEnoughAndTheMostHelpfulReasonWins(
      String one, String other, WorkloadReason reason) {
    assertThat(list(one + "\n" + other).decide("ghcr.io/x", "a").reason()).isEqualTo(reason);
    assertThat(list(other + "\n" + one).decide("ghcr.io/x", "a").reason()).isEqualTo(reason);
  }

  @Test
  void entriesThatDifferInOptionsAreDifferentOnes() {
    assertThat(
            list("ghcr.io\nghcr.io digest=required\nghcr.io until=2027-01-01\nGHCR.io").entries())
        .extracting(Object::toString)
        .containsExactly("ghcr.io", "ghcr.io{digest=required}", "ghcr.io{until=2027-01-01}");
    assertThat(
            list("ghcr.io namespaces=a,b until=2026-12-31\n"
                    + "ghcr.io until=2027-01-01T00:00:00Z  namespaces=b,a,b")
                .entries())
        .hasSize(1);
  }

  @Test
  void aTimeEndsAtOnceAndADateWithItsLastSecond() {
    // Given
    RegistryAllowlist allowlist =
        list("a.io until=2026-06-01\nb.io until=2026-06-01T18:00:00Z\nc.io");

    // Then
    assertThat(allowed(allowlist, "2026-06-01T17:59:59.999Z")).isEqualTo("a.io b.io c.io");
    assertThat(allowed(allowlist, "2026-06-01T18:00:00Z")).isEqualTo("a.io c.io");
    assertThat(allowed(allowlist, "2026-06-01T23:59:59.999Z")).isEqualTo("a.io c.io");
    assertThat(allowed(allowlist, "2026-06-02T00:00:00Z")).isEqualTo("c.io");
    assertThat(allowed(allowlist, "1970-01-01T00:00:00Z")).isEqualTo("a.io b.io c.io");
  }

  private static String allowed(RegistryAllowlist allowlist, String time) {
    RegistryAllowlist then = allowlist.at(Instant.parse(time));
    return then.inForce().stream()
        .map(entry -> entry.pattern().host())
        .filter(host -> then.decide(host + "/x", "any").isAllowed())
        .collect(Collectors.joining(" "));
  }

  @Test
  void knowsTheNextEndAndWhetherItStillHolds() {
    // Given
    RegistryAllowlist allowlist =
        list("a.io until=2026-06-02T00:00:00Z\nb.io until=2026-06-01\nc.io until=2026-05-01");

    // Then
    assertThat(allowlist.nextEnd()).contains(Instant.parse("2026-06-02T00:00:00Z"));
    assertThat(allowlist.ended())
        .extracting(Object::toString)
        .containsExactly("c.io{until=2026-05-01}");
    assertThat(allowlist.holdsAt(Instant.parse("2026-06-01T23:59:59Z"))).isTrue();
    assertThat(allowlist.holdsAt(Instant.parse("2026-06-02T00:00:00Z"))).isFalse();
    assertThat(allowlist.holdsAt(Instant.parse("2026-04-01T00:00:00Z")))
        .as("the clock was put back")
        .isFalse();
    assertThat(allowlist.endingBetween(NOW, Instant.parse("2026-06-02T12:00:00Z"))).isEqualTo(2);
    assertThat(allowlist.at(Instant.parse("2026-06-02T00:00:00Z")).nextEnd()).isEmpty();
    assertThat(list("a.io").ends()).isFalse();
  }

  @Test
  void anEntryThatHasEndedIsNotShownAsAllowed() {
    // Given
    RegistryAllowlist allowlist = list("a.io until=2026-05-01\nb.io until=2027-05-01");

    // Then
    assertThat(allowlist.decide("c.io/x", "any").message())
        .isEqualTo("Image registry 'c.io' is not in whitelist. Allowed: b.io{until=2027-05-01}");
    assertThat(list("a.io until=2026-05-01").decide("c.io/x", "any").message())
        .endsWith("Allowed: none");
  }

  @Test
  void manyNamesCostNoMoreThanOne() {
    // Given
    String names =
        IntStream.range(0, 10_000).mapToObj(i -> "team-" + i).collect(Collectors.joining(","));
    RegistryAllowlist allowlist = list("a.io namespaces=" + names);

    // Then
    assertThat(allowlist.decide("a.io/x", "team-9999").isAllowed()).isTrue();
    assertThat(allowlist.decide("a.io/x", "team-x").message()).hasSizeLessThan(1_000);
  }

  @Test
  void manyEntriesForOneRepositoryDecideAsOne() {
    // Given a line for each team, of which the last but one ends last
    String lines =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "a.io/x namespaces=team-" + i)
            .collect(Collectors.joining("\n"));
    RegistryAllowlist allowlist =
        list(
            lines
                + "\na.io/x namespaces=team-7 until=2027-01-01\na.io/y until=2027-01-01"
                + "\na.io/y until=2028-01-01\na.io/y until=2026-01-01");

    // Then
    assertThat(allowlist.decide("a.io/x", "team-7").isAllowed()).isTrue();
    assertThat(allowlist.decide("a.io/x", "team-19999").isAllowed()).isTrue();
    assertThat(allowlist.decide("a.io/x", "team-20000").isAllowed()).isFalse();
    RegistryAllowlist later = allowlist.at(Instant.parse("2027-06-01T00:00:00Z"));
    assertThat(later.decide("a.io/x", "team-7").isAllowed()).isTrue();
    assertThat(later.decide("a.io/y", "any").isAllowed()).isTrue();
    assertThat(
            allowlist.at(Instant.parse("2028-06-01T00:00:00Z")).decide("a.io/y", "any").message())
        .endsWith("entry 'a.io/y' ended 2028-01-01");
  }

  @Test
  @Timeout(20) // seconds, of which it takes a small part; without an order it would be minutes
  void entriesWithOneHashAreReadAsFastAsOthers() {
    // Given
    String lines = String.join("\n", Collisions.texts("a.io/", 15));

    // When
    RegistryAllowlist allowlist = list(lines);

    // Then
    assertThat(allowlist.entries()).hasSize(1 << 15);
    assertThat(allowlist.entriesOfOnlyOne(list("b.io\n" + lines + "\nc.io"))).hasSize(2);
  }

  @Test
  void anEntryThatHasEndedIsNoAdviceForOthers() {
    assertThat(list("docker.io/bitnami until=2026-01-01").decide("bitnami/redis", "a").message())
        .isEqualTo("Image registry 'docker.io' is not in whitelist. Allowed: none");
    assertThat(
            list("quay.io namespaces=b until=2026-01-01\nquay.io namespaces=c until=2027-01-01")
                .decide("quay.io/x", "a")
                .message())
        .endsWith("entry 'quay.io' is only for namespaces c");
    assertThat(list("quay.io namespaces=b until=2026-01-01").decide("quay.io/x", "a").message())
        .doesNotContain("entry");
  }

  @Test
  void whatIsShownIsBounded() {
    // Given
    String entries =
        IntStream.range(0, 20)
            .mapToObj(i -> "a.io/" + "p".repeat(150) + i + " namespaces=" + "n".repeat(60) + i)
            .collect(Collectors.joining("\n"));

    // Then
    assertThat(list(entries).decide("b.io/x", "any").message())
        .hasSizeLessThan(2_200)
        .matches(".* and 1[0-9] more");
  }

  @Test
  void withoutANamespaceOnlyEntriesForAllHold() {
    assertThat(list("a.io namespaces=a").decide("a.io/x", null).isAllowed()).isFalse();
    assertThat(list("a.io").decide("a.io/x", null).isAllowed()).isTrue();
  }

  private static RegistryAllowlist list(String text) {
    return RegistryAllowlist.parse(text, NOW);
  }
}
