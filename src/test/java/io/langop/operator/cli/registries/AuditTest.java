package io.langop.operator.cli.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  private static UsedImage used(String name, String image, String validated) {
    return new UsedImage(
        new StoredResource(
            ResourceKind.AGENT,
            "demo",
            name,
            1,
            "",
            false,
            Map.of("image", image),
            Map.of("conditions", List.of(Map.of("type", "ImageValidated", "status", validated)))),
        image);
  }

  /** An agent with an image volume. */
  private static List<UsedImage> usersOf(String name, String image, String volumeImage) {
    StoredResource resource =
        new StoredResource(
            ResourceKind.AGENT,
            "demo",
            name,
            1,
            "",
            false,
            Map.of(
                "image",
                image,
                "volumes",
                List.of(
                    Map.of("name", "scratch", "emptyDir", Map.of()),
                    Map.of("name", "model", "image", Map.of("reference", volumeImage)))),
            Map.of());
    return UsedImage.of(resource).toList();
  }

  @Test
  void theImageOfAVolumeIsAUseOfItsRegistry() {
    // Given
    List<UsedImage> uses = usersOf("x", "nginx", "ghcr.io/acme/model:1");

    // When
    Audit audit = Audit.of(uses, CurrentList.of("docker.io", NOW));

    // Then
    assertThat(audit.rows())
        .extracting(Audit.Row::registry, Audit.Row::allowed)
        .containsExactly(tuple("docker.io", "yes"), tuple("ghcr.io", "no"));
  }

  @Test
  void aResourceStartsOnlyWhenAllItsImagesAreAllowedAndCountsOnce() {
    // Given
    List<UsedImage> uses = usersOf("x", "quay.io/a", "ghcr.io/acme/model:1");
    CurrentList none = CurrentList.of("", NOW);
    CurrentList one = CurrentList.of("quay.io", NOW);
    CurrentList both = CurrentList.of("quay.io\nghcr.io", NOW);

    // Then
    assertThat(Effect.of(uses, none, one).starts()).isEmpty();
    assertThat(Effect.of(uses, none, both).starts()).hasSize(1);
    assertThat(Effect.of(uses, one, both).starts()).hasSize(1);
    assertThat(Effect.of(uses, both, none).blocked()).hasSize(1);
    assertThat(Effect.of(uses, both, one).blocked())
        .extracting(UsedImage::image)
        .containsExactly("ghcr.io/acme/model:1");
    assertThat(Effect.of(uses, one, none).blocked()).as("blocked already").isEmpty();
  }

  private static final List<UsedImage> USERS =
      List.of(
          used("short", "nginx", "True"),
          used("user-name", "acme/app", "True"),
          used("loud", "GHCR.io/evil/x", "False"),
          used("quiet", "ghcr.io/acme/x", "Unknown"),
          used("port", "registry.corp:5000/x", "False"),
          used("local", "localhost/x", "False"),
          used("broken", "https://x", "False"));

  @Test
  void registriesAreReadAsRuntimesReadThem() {
    // When
    Audit audit = Audit.of(USERS, CurrentList.of("docker.io\nghcr.io/acme\n", NOW));

    // Then
    assertThat(audit.rows().stream().map(row -> row.registry() + " " + row.allowed()))
        .containsExactly(
            "docker.io yes", "ghcr.io partly", "localhost no", "registry.corp:5000 no", " no");
    assertThat(audit.anyDenied()).isTrue();
  }

  @Test
  void theProposalAllowsEverythingThatCanBeAllowed() {
    // Given
    Audit audit = Audit.of(USERS, CurrentList.of("docker.io", NOW));

    // When
    CurrentList proposed = CurrentList.of(String.join("\n", audit.proposal()), NOW);

    // Then
    assertThat(proposed.invalidEntries()).isEmpty();
    Effect effect = Effect.of(USERS, CurrentList.of("docker.io", NOW), proposed);
    assertThat(effect.denied()).extracting(UsedImage::shown).containsExactly("agent demo/broken");
    assertThat(effect.blocked()).isEmpty();
  }

  private static List<String> proposal(String list, UsedImage... uses) {
    return Audit.of(List.of(uses), CurrentList.of(list, NOW)).proposal();
  }

  @Test
  void theProposalKeepsPathsAndOptions() {
    // When
    List<String> lines =
        proposal(
            """
            docker.io
            *.corp.example
            ghcr.io/acme digest=required
            quay.io/team/ namespaces=demo until=2026-12-31
            """,
            SomeUsedImages.agent("demo/web", "nginx"),
            SomeUsedImages.agent("demo/own", "a.corp.example/x"),
            SomeUsedImages.agent("demo/pinned", "ghcr.io/acme/x@sha256:" + "0".repeat(64)),
            SomeUsedImages.agent("demo/team", "quay.io/team/x"));

    // Then
    assertThat(lines)
        .containsExactly(
            "a.corp.example",
            "docker.io",
            "ghcr.io/acme digest=required",
            "quay.io/team/ namespaces=demo until=2026-12-31");
  }

  @Test
  void whatOnlyAConditionRefusesIsACommentAndWidensNothing() {
    // When
    List<String> lines =
        proposal(
            """
            docker.io/bitnami
            ghcr.io/acme digest=required
            quay.io/incident/ until=2026-11-30
            registry.corp:5000 namespaces=team-a
            """,
            SomeUsedImages.agent("demo/redis", "bitnami/redis"),
            SomeUsedImages.agent("demo/a", "ghcr.io/acme/x"),
            SomeUsedImages.agent("demo/b", "ghcr.io/acme/y:1"),
            SomeUsedImages.agent("demo/stranger", "ghcr.io/other/x:1"),
            SomeUsedImages.agent("demo/late", "quay.io/incident/x"),
            SomeUsedImages.agent("demo/far", "registry.corp:5000/x"));

    // Then
    assertThat(lines)
        .containsExactly(
            "docker.io/bitnami/  # not allowed now",
            "ghcr.io/acme digest=required  # refuses agent demo/a and 1 more: no digest",
            "ghcr.io/other/x  # not allowed now",
            "quay.io/incident/ until=2026-11-30  # ended; refuses agent demo/late: it needs a later"
                + " end",
            "registry.corp:5000 namespaces=team-a  # refuses agent demo/far: other namespace");
  }

  @Test
  void whatAnOfficialImageWasMeantForKeepsItsOptions() {
    // Given
    UsedImage redis = SomeUsedImages.agent("team-z/x", "bitnami/redis:7");

    // Then
    assertThat(proposal("docker.io/bitnami digest=required namespaces=team-a", redis))
        .containsExactly(
            "docker.io/bitnami/ digest=required namespaces=team-a  # refuses agent team-z/x: other"
                + " namespace");
    String twice =
        "docker.io/library/bitnami digest=required namespaces=team-a\n"
            + "docker.io/bitnami digest=required namespaces=team-a";
    assertThat(proposal(twice, redis))
        .containsExactly(
            "docker.io/bitnami/ digest=required namespaces=team-a  # refuses agent team-z/x: other"
                + " namespace");
    assertThat(proposal("docker.io/bitnami until=2026-01-01", redis))
        .containsExactly(
            "docker.io/bitnami/ until=2026-01-01  # ended; refuses agent team-z/x: it needs a later"
                + " end");
    assertThat(
            proposal("docker.io/bitnami namespaces=team-*", redis).stream()
                .map(line -> line.replace("  # ", "|")))
        .containsExactly("docker.io/bitnami/ namespaces=team-*|not allowed now");
  }

  @Test
  void whatWasMeantUndoesNoConditionOfAnotherEntry() {
    // When
    List<String> lines =
        proposal(
            "docker.io/acme/app digest=required\ndocker.io/acme namespaces=a",
            SomeUsedImages.agent("a/unpinned", "acme/app"),
            SomeUsedImages.agent("a/x", "acme/x"));

    // Then
    assertThat(lines)
        .containsExactly(
            "docker.io/acme/app digest=required  # refuses agent a/unpinned: no digest",
            "docker.io/acme/x namespaces=a  # not allowed now",
            "docker.io/acme namespaces=a  # unused");
  }

  @Test
  void conditionsThatNobodyUsesAreKept() {
    // Given
    UsedImage other = SomeUsedImages.agent("demo/x", "ghcr.io/other/y:1");

    // Then
    assertThat(proposal("ghcr.io/acme digest=required", other))
        .containsExactly(
            "ghcr.io/other/y  # not allowed now", "ghcr.io/acme digest=required  # unused");
    assertThat(proposal("*.io/acme/ until=2026-01-01\na.io digest=required", other))
        .containsExactly(
            "ghcr.io/other/y  # not allowed now", "*.io/acme/ until=2026-01-01  # ended");
  }

  @Test
  void aRepositoryThatTakesInWhatIsRefusedIsLeftOut() {
    // Given
    String list = "ghcr.io/other\n*.io/acme/ digest=required namespaces=b";
    UsedImage below = SomeUsedImages.agent("a/below", "ghcr.io/acme/x");

    // Then
    assertThat(proposal(list, below, SomeUsedImages.agent("a/it", "ghcr.io/acme")))
        .containsExactly(
            "*.io/acme/ digest=required namespaces=b  # refuses agent a/below: other namespace",
            "# ghcr.io/acme  # left out: with agent a/it it would allow agent a/below, refused for:"
                + " other namespace");
    assertThat(proposal(list, below, SomeUsedImages.agent("c/it", "ghcr.io/acme")))
        .contains(
            "ghcr.io/acme namespaces=c  # not allowed now; takes in '*.io/acme/ digest=required"
                + " namespaces=b'");
  }

  @Test
  void withoutTheListAMissingDigestIsStillNoReasonToAllowAll() {
    // Given
    List<UsedImage> uses =
        List.of(
            SomeUsedImages.refused("demo/a", "ghcr.io/acme/x", "DigestRequired"),
            SomeUsedImages.refused("demo/b", "evil.com/x", "RegistryNotAllowed"),
            SomeUsedImages.agent("demo/c", "ghcr.io/new/x"));

    // When
    List<String> lines = Audit.of(uses, null).proposal();

    // Then
    assertThat(lines)
        .containsExactly(
            "evil.com  # not allowed now",
            "ghcr.io digest=required  # refuses agent demo/a: no digest",
            "ghcr.io/new/x");
  }

  @Test
  void anEffectIsToldForEachNamespace() {
    // Given
    List<UsedImage> uses =
        List.of(
            SomeUsedImages.agent("team-a/x", "a.io/x"), SomeUsedImages.agent("team-b/x", "a.io/x"));

    // When
    Effect effect =
        Effect.of(
            uses,
            CurrentList.of("a.io", NOW),
            CurrentList.of("a.io namespaces=team-a until=2026-12-31", NOW));

    // Then
    assertThat(effect.blocked()).extracting(UsedImage::shown).containsExactly("agent team-b/x");
  }

  @Test
  void withoutTheListTheStatusCounts() {
    // When
    Audit audit = Audit.of(USERS, null);

    // Then
    assertThat(audit.rows().stream().map(row -> row.registry() + " " + row.allowed()))
        .containsExactly(
            "docker.io yes", "ghcr.io unknown", "localhost no", "registry.corp:5000 no", " no");
  }

  @Test
  void withoutAnyListNothingIsDeniedYet() {
    // When
    Audit audit = Audit.of(USERS.subList(0, 2), new CurrentList.Missing("no list"));

    // Then
    assertThat(audit.rows()).extracting(Audit.Row::allowed).containsExactly("unknown");
    assertThat(audit.anyDenied()).isFalse();
  }

  @Test
  void withoutAnyListAnImageThatIsNoReferenceIsDenied() {
    // When
    Audit audit =
        Audit.of(
            List.of(SomeUsedImages.agent("demo/a", "Not An Image")),
            new CurrentList.Missing("no list"));

    // Then
    assertThat(audit.anyDenied()).isTrue();
  }

  @Test
  void anEffectThatCannotBeKnownIsSaidToBeUnknown() {
    // When
    Effect effect = Effect.of(null, CurrentList.of("a.io", NOW), CurrentList.of("b.io", NOW));

    // Then
    assertThat(effect.lines())
        .containsExactly(
            "You may not list the agents and tools of all namespaces, so what would become of them"
                + " is not known.");
    assertThat(effect.tree()).containsEntry("known", false);
  }
}
