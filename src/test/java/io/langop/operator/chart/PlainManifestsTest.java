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
        labels:
          app.kubernetes.io/component: policy
      ---
      # Source: chart/templates/settings.yaml
      kind: ConfigMap
      metadata:
        name: "settings"
        labels:
          app.kubernetes.io/component: operator
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
        labels:
          app.kubernetes.io/component: policy
      """;

  @Test
  void oneManifestIsTakenWithItsCommentsAndWithoutItsSource() {
    assertThat(PlainManifests.of(RENDERED).only("ConfigMap", "list")).isEqualTo(LIST);
  }

  @Test
  void allButTheListsOfAdministratorsAreTakenInTheOrderOfHelm() {
    assertThat(PlainManifests.of(RENDERED).withoutLists())
        .isEqualTo(
            """
            kind: ConfigMap
            metadata:
              name: "settings"
              labels:
                app.kubernetes.io/component: operator
            ---
            kind: Role
            metadata:
              name: list
            """);
  }

  @Test
  void whatWasNotRenderedIsTold() {
    assertThatThrownBy(() -> PlainManifests.of(RENDERED).only("Secret", "list"))
        .hasMessageContaining("Secret 'list'");
  }
}
