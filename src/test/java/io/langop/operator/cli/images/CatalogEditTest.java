package io.langop.operator.cli.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.edit.Proposal;
import io.langop.operator.cli.session.Failure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogEditTest {

  private static final StoredMap STORED =
      new StoredMap("7", Map.of("aperf", "acme/aperf:1\n", "broken", "https://x"));

  private static final CatalogEdit EDIT =
      new CatalogEdit(
          new ConfigMapPlace("toe-system", "profiler-images", null),
          List.of(powerTool("early", Map.of()), powerTool("done", Map.of("startTime", "then"))));

  private static StoredResource powerTool(String name, Map<String, String> status) {
    return new StoredResource(
        ResourceKind.POWER_TOOL,
        "demo",
        name,
        1,
        "",
        false,
        Map.of("profiler", Map.of("tool", "aprof")),
        status);
  }

  @Test
  void aNewToolShowsWhoHasWaitedForIt() {
    // When
    Proposal proposal = EDIT.set(STORED, "aprof", "acme/aprof:1");

    // Then
    assertThat(proposal.lines())
        .containsExactly(
            "ConfigMap 'toe-system/profiler-images':",
            "  aprof: (not set) -> acme/aprof:1",
            "Would start, if pods match: demo/early");
    assertThat(proposal.value()).isEqualTo("acme/aprof:1");
  }

  @Test
  void aRemovedToolSaysWhatGoesOn() {
    // When
    Proposal proposal = EDIT.remove(STORED, "aperf");

    // Then
    assertThat(proposal.lines())
        .endsWith(
            "  aperf: acme/aperf:1 -> (not set)",
            "Runs that have begun keep their image; new ones of this tool cannot start.");
    assertThat(proposal.value()).isNull();
    assertThat(proposal.changes()).isTrue();
  }

  @Test
  void theSameImageIsNoChange() {
    // When
    Proposal proposal = EDIT.set(STORED, "aperf", "acme/aperf:1\n");

    // Then
    assertThat(proposal.changes()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "..x", "a/b", "a b", "a\n", "ä"})
  void whatCannotBeAKeyIsRefused(String tool) {
    assertThatThrownBy(() -> CatalogEdit.checkedTool(tool))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cannot be the name of a tool");
  }
}
