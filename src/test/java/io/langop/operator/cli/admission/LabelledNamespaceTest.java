package io.langop.operator.cli.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.cluster.Reading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledNamespaceTest {

  private static String sentence(SomeAdmission some, String label) {
    return LabelledNamespace.of(SomeAdmission.namespace("team-a", label), some.admission())
        .sentence();
  }

  @ParameterizedTest
  @CsvSource({
    "enforce, refuses PODS",
    "warn, only warns about PODS",
    "audit, only records PODS in the audit log"
  })
  void whatAdmissionDoesIsSaidInOneSentence(String label, String does) {
    // When
    String sentence = sentence(new SomeAdmission(), label);

    // Then
    assertThat(sentence)
        .isEqualTo(
            "Admission %s (langop.io/image-policy=%s)."
                .formatted(
                    does.replace(
                        "PODS", "pods in namespace 'team-a' with images that are not allowed"),
                    label));
  }

  @Test
  void whyPodsAreNotJudgedIsSaid() {
    // Given
    SomeAdmission some = new SomeAdmission();
    SomeAdmission old = new SomeAdmission().policies(Reading.missing());

    // When
    String unlabelled = sentence(some, null);
    String unknown = sentence(some, "on");
    String unbound = sentence(old, "enforce");

    // Then
    assertThat(unlabelled)
        .isEqualTo(
            "Admission does not judge pods in namespace 'team-a': it has no label"
                + " langop.io/image-policy. The list holds for agents and tools there.");
    assertThat(unknown).contains("'on' is none of enforce, warn, audit");
    assertThat(unbound).contains("the label says enforce, but no policy is bound");
  }

  @Test
  void aLabelAloneIsNoProof() {
    // Given
    SomeAdmission some = new SomeAdmission().bindings(Reading.forbidden());

    // When
    String sentence = sentence(some, "enforce");

    // Then
    assertThat(sentence)
        .endsWith(", if the operator's policies are installed, which you may not read.");
  }

  @Test
  void aBindingForAllNamespacesNeedsNoLabel() {
    // Given
    SomeAdmission some =
        new SomeAdmission()
            .bindings(
                Reading.of(
                    List.of(
                        SomeAdmission.object(
                            "everywhere",
                            Map.of(),
                            "{policyName: ops.pods, validationActions: [Deny]}"))));

    // When
    String sentence = sentence(some, null);

    // Then
    assertThat(sentence)
        .isEqualTo(
            "Admission refuses pods in namespace 'team-a' with images that are not allowed.");
  }
}
