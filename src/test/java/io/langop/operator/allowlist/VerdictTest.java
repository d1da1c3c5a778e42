package io.langop.operator.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.condition.WorkloadReason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final List<Verdict> VERDICTS =
      List.of(
          verdict("docker.io", "nginx:1"),
          verdict("docker.io", "nginx:2"),
          verdict("docker.io\nghcr.io", "acme/app"),
          verdict("docker.io", "Docker.io/x"),
          verdict("docker.io", "ghcr.io/x"),
          verdict("docker.io", "ghcr.io/y"),
          verdict("docker.io\n", "ghcr.io/y"),
          verdict("quay.io", "ghcr.io/y"),
          verdict("ghcr.io/a", "ghcr.io/x:1"),
          verdict("ghcr.io/a", "ghcr.io/x:2"),
          verdict("ghcr.io/a", "ghcr.io/y"),
          verdict("quay.io", "a".repeat(300) + ".io/x"),
          verdict("quay.io", "a".repeat(301) + ".io/x"),
          verdict("quay.io", "a".repeat(300) + "!"),
          verdict("quay.io", "a".repeat(301) + "!"),
          verdict("quay.io", "a!"),
          verdict("quay.io", "A!"),
          verdict("quay.io", ""),
          verdict("quay.io", null),
          verdict("quay.io digest=required", "quay.io/x:1"),
          verdict("quay.io digest=required", "quay.io/x:2"),
          verdict("quay.io digest=required\ndocker.io", "quay.io/x:2"),
          RegistryAllowlist.parse("quay.io", Instant.EPOCH)
              .decide(List.of("ghcr.io/x", "a!"), "default"),
          new Verdict.Unavailable("no list"),
          new Verdict.Unavailable("no list"),
          new Verdict.Unavailable("no key"));

  private static Verdict verdict(String list, String image) {
    return RegistryAllowlist.parse(list, Instant.EPOCH).decide(image, "default");
  }

  @Test
  void areEqualExactlyWhenReasonAndMessageAreEqual() {
    for (Verdict one : VERDICTS) {
      for (Verdict other : VERDICTS) {
        // When
        boolean reads =
            one.reason().equals(other.reason()) && one.message().equals(other.message());

        // Then
        assertThat(one.equals(other))
            .as("%s / %s", one.message(), other.message())
            .isEqualTo(reads);
        if (reads) {
          assertThat(one).hasSameHashCodeAs(other);
        }
      }
    }
  }

  @Test
  void everyRefusalOfOneImageHasItsPlaceAmongTheReasonsOfRefusals() {
    assertThat(VERDICTS)
        .extracting(verdict -> (Object) verdict.getClass())
        .as("an example of each")
        .contains((Object[]) Verdict.class.getPermittedSubclasses());
    assertThat(VERDICTS)
        .flatExtracting(Verdict::refusals)
        .extracting(Verdict::reason)
        .isSubsetOf(WorkloadReason.REFUSALS)
        .containsAll(WorkloadReason.REFUSALS);
  }

  @Test
  void onlyAnAllowedVerdictAllows() {
    assertThat(VERDICTS)
        .allSatisfy(
            verdict ->
                assertThat(verdict.isAllowed()).isEqualTo(verdict instanceof Verdict.Allowed));
  }

  @Test
  void aMissingListHasItsOwnReason() {
    assertThat(new Verdict.Unavailable("why").reason())
        .isEqualTo(WorkloadReason.AllowlistUnavailable);
    assertThat(new Verdict.Unavailable("why").message()).isEqualTo("why");
  }
}
