package io.langop.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlistSpec;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.policy.AllowlistSnapshot;
import java.time.Instant;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompiledAllowlistsTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private record Place(String namespace, String name, String key)
      implements OperatorConfig.Allowlist {}

  private final CompiledAllowlists lists =
      new CompiledAllowlists(new Place("kube-system", "operator-config", "allowed-registries"));

  @Test
  void entriesWithoutConditionsAreKeys() {
    // When
    CompiledAllowlistSpec spec =
        compile("Docker.io\n*.GCR.io:5000\nghcr.io/acme\nghcr.io/acme/\ndocker.io/nginx\n*bad");

    // Then
    assertThat(spec.getAllowed())
        .containsOnlyKeys(
            "docker.io",
            "*.gcr.io:5000",
            "ghcr.io/acme",
            "ghcr.io/acme/",
            "docker.io/library/nginx");
    assertThat(spec.getConditional()).isEmpty();
    assertThat(spec.getHostsWithPaths()).containsOnlyKeys("ghcr.io", "docker.io");
    assertThat(spec.getSingles()).containsOnlyKeys("nginx");
    assertThat(spec.getEntries()).isEqualTo(5);
    assertThat(spec.getUnavailable()).isEmpty();
  }

  @Test
  void ofEntriesThatDifferInTheirEndsTheLastOneDecides() {
    // When
    CompiledAllowlistSpec spec =
        compile(
            "a.io until=2026-05-01\na.io until=2027-05-01\na.io until=2026-07-01\n"
                + "a.io digest=required");

    // Then
    assertThat(spec.getConditional().get("a.io").getEverywhere())
        .extracting(term -> term.getUntil() + " " + term.getDigest() + " " + term.getEnded())
        .containsExactly("2027-05-01 null null", "null true null");
  }

  @Test
  void anEntryThatHasEndedSaysSo() {
    // When
    CompiledAllowlistSpec spec = compile("a.io/x until=2026-05-01");

    // Then
    assertThat(spec.getConditional().get("a.io/x").getEverywhere())
        .singleElement()
        .satisfies(term -> assertThat(term.getEnded()).isTrue())
        .satisfies(term -> assertThat(term.getEnd()).isEqualTo("2026-05-02T00:00:00Z"));
    assertThat(spec.getHostsWithPaths()).isEmpty();
    assertThat(spec.getEntries()).isZero();
    assertThat(spec.getShown()).isEqualTo("none");
  }

  @Test
  void namespacesAreKeysToo() {
    // When
    CompiledAllowlistSpec spec = compile("a.io namespaces=team-a,team-b-*");

    // Then
    assertThat(spec.getConditional().get("a.io").getByNamespace()).containsOnlyKeys("team-a");
    assertThat(spec.getConditional().get("a.io").getByBeginning()).containsOnlyKeys("team-b-");
    assertThat(spec.getConditional().get("a.io").getLimited())
        .isEqualTo("entry 'a.io' is only for namespaces team-a,team-b-*");
  }

  @Test
  void withoutAListEverythingIsRefusedWithItsWords() {
    // When
    CompiledAllowlistSpec spec = lists.of(new AllowlistSnapshot.Unavailable(1, "There is none"));

    // Then
    assertThat(spec.getUnavailable()).isEqualTo("There is none");
    assertThat(spec.getAllowed()).isEmpty();
    assertThat(spec.getShown()).isNotEmpty();
  }

  @Test
  void aListOfAMebibyteFits() {
    // When
    CompiledAllowlistSpec spec = compile(many(45_000, i -> "registry-%05d.corp.io".formatted(i)));

    // Then
    assertThat(spec.getUnavailable()).isEmpty();
    assertThat(spec.getAllowed()).hasSize(45_000);
  }

  @Test
  void aListThatCannotBeStoredRefusesEverythingAndSaysWhy() {
    // When
    CompiledAllowlistSpec spec = compile(many(150_000, i -> "%05x.io".formatted(i)));

    // Then
    assertThat(spec.getAllowed()).isEmpty();
    assertThat(spec.getUnavailable())
        .startsWith("The 150,000 entries of ConfigMap 'kube-system/operator-config' take ")
        .contains("more than the 1,400,000 that can be stored, so it refuses every new image");
    assertThat(spec.getSha256()).hasSize(64);
  }

  @Test
  void theTextIsKnownByItsHash() {
    assertThat(compile("docker.io").getSha256())
        .isEqualTo(compile("docker.io").getSha256())
        .isNotEqualTo(compile("docker.io\n").getSha256());
  }

  private static String many(int entries, IntFunction<String> entry) {
    return IntStream.range(0, entries).mapToObj(entry).collect(Collectors.joining("\n"));
  }

  private CompiledAllowlistSpec compile(String text) {
    return lists.of(new AllowlistSnapshot.Loaded(1, text, RegistryAllowlist.parse(text, NOW)));
  }
}
