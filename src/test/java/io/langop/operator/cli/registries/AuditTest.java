package io.langop.operator.cli.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.cluster.Resource;
import io.langop.operator.cli.cluster.ResourceKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditTest {

  private static User user(String name, String image, String validated) {
    return new User(
        new Resource(
            ResourceKind.AGENT,
            "demo",
            name,
            1,
            "",
            false,
            Map.of("image", image),
            Map.of("conditions", List.of(Map.of("type", "ImageValidated", "status", validated)))));
  }

  private static final List<User> USERS =
      List.of(
          user("short", "nginx", "True"),
          user("user-name", "acme/app", "True"),
          user("loud", "GHCR.io/evil/x", "False"),
          user("quiet", "ghcr.io/acme/x", "Unknown"),
          user("port", "registry.corp:5000/x", "False"),
          user("local", "localhost/x", "False"),
          user("broken", "https://x", "False"));

  @Test
  void registriesAreReadAsRuntimesReadThem() {
    // When
    Audit audit = Audit.of(USERS, CurrentList.of("docker.io\nghcr.io/acme\n"));

    // Then
    assertThat(audit.rows().stream().map(row -> row.registry() + " " + row.allowed()))
        .containsExactly(
            "docker.io yes", "ghcr.io partly", "localhost no", "registry.corp:5000 no", " no");
    assertThat(audit.anyDenied()).isTrue();
  }

  @Test
  void theProposalAllowsEverythingThatCanBeAllowed() {
    // Given
    Audit audit = Audit.of(USERS, CurrentList.of("docker.io"));

    // When
    CurrentList proposed = CurrentList.of(String.join("\n", audit.proposal()));

    // Then
    assertThat(proposed.invalidEntries()).isEmpty();
    Effect effect = Effect.of(USERS, CurrentList.of("docker.io"), proposed);
    assertThat(effect.denied()).extracting(User::shown).containsExactly("agent demo/broken");
    assertThat(effect.blocked()).isEmpty();
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
  void anEffectThatCannotBeKnownIsSaidToBeUnknown() {
    // When
    Effect effect = Effect.of(null, CurrentList.of("a.io"), CurrentList.of("b.io"));

    // Then
    assertThat(effect.lines())
        .containsExactly(
            "You may not list the agents and tools of all namespaces, so what would become of them"
                + " is not known.");
    assertThat(effect.tree()).containsEntry("known", false);
  }
}
