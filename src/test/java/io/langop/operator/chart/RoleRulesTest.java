package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RoleRulesTest {
  private static final String MANIFESTS =
      """
      # About all of them.
      kind: ServiceAccount
      metadata:
        name: account
      ---
      kind: Role
      metadata:
        name: reader
        namespace: somewhere
      rules:
        # Read: because.
        - apiGroups: [""]
          resources: [pods]
          verbs: [get]
      ---
      kind: RoleBinding
      metadata:
        name: reader
      subjects: []
      """;

  @Test
  void eachRoleBecomesATemplateWithTheReasonsOfItsRules() {
    // When
    String templates = RoleRules.templates(MANIFESTS);

    // Then
    assertThat(templates)
        .endsWith(
            """
            {{- define "language-operator.rules.reader" -}}
            # Read: because.
            - apiGroups: [""]
              resources: [pods]
              verbs: [get]
            {{- end -}}
            """)
        .containsOnlyOnce("define");
  }

  @Test
  void whatATemplateWouldTakeForItsOwnIsRefused() {
    assertThatThrownBy(() -> RoleRules.templates(MANIFESTS.replace("because", "{{ why }}")))
        .hasMessageContaining("reader");
  }
}
