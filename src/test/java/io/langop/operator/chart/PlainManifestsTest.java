package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlainManifestsTest {
  private static final String RENDERED =
      """
      ---
      # Source: chart/templates/list.yaml
      # A reason.
      kind: ConfigMap
      metadata:
        name: "list"
      ---
      # Source: chart/templates/nothing.yaml
      ---
      # Source: chart/templates/role.yaml
      kind: Role
      metadata:
        name: list
      """;
  private static final String LIST =
      """
      # A reason.
      kind: ConfigMap
      metadata:
        name: "list"
      """;

  @Test
  void oneManifestIsTakenWithItsCommentsAndWithoutItsSource() {
    assertThat(PlainManifests.of(RENDERED).only("ConfigMap", "list")).isEqualTo(LIST);
  }

  @Test
  void allAreTakenInTheOrderOfHelm() {
    assertThat(PlainManifests.of(RENDERED).all()).startsWith(LIST + "---\nkind: Role");
  }

  @Test
  void whatWasNotRenderedIsTold() {
    assertThatThrownBy(() -> PlainManifests.of(RENDERED).only("Secret", "list"))
        .hasMessageContaining("Secret 'list'");
  }
}
