package io.langop.operator.cli.admission;

import static io.langop.operator.cli.admission.SomeAdmission.binding;
import static io.langop.operator.cli.admission.SomeAdmission.compiledOf;
import static io.langop.operator.cli.admission.SomeAdmission.object;
import static io.langop.operator.cli.admission.SomeAdmission.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.OutputSchema;
import io.langop.operator.cli.cluster.Reading;
import io.langop.operator.cli.output.Format;
import io.langop.operator.cli.output.ItemWriter;
import io.langop.operator.cli.output.Json;
import io.langop.operator.cli.output.Style;
import io.langop.operator.cli.session.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissionStatusTest {

  private static String table(AdmissionStatus status) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ItemWriter<Part> writer =
        ItemWriter.of(
            Format.table,
            new Part.Shown(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new Style(false))) {
      status.parts().forEach(writer::add);
    }
    return out.toString(StandardCharsets.UTF_8).replaceAll(" {3,}", " | ");
  }

  @Test
  void whereAllIsWellEverythingIsShown() {
    // Given
    SomeAdmission some =
        new SomeAdmission().namespaces("team-a", "enforce", "team-b", "warn", "team-c", "audit");

    // When
    AdmissionStatus status = some.status();

    // Then
    assertThat(table(status))
        .isEqualTo(
            """
            KIND | NAME | STATE | NOTE
            ValidatingAdmissionPolicy | ops.pods | present
            ValidatingAdmissionPolicy | ops.pods-observed | present
            ValidatingAdmissionPolicyBinding | ops.pods.enforce | present | Deny where langop.io/image-policy is enforce
            ValidatingAdmissionPolicyBinding | ops.pods.warn | present | Warn where langop.io/image-policy is warn
            ValidatingAdmissionPolicyBinding | ops.pods.audit | present | Audit where langop.io/image-policy is audit
            CompiledAllowlist | operator-config | current | 2 entries, proved 2026-12-01T10:00:00Z
            Namespace | team-a | enforced
            Namespace | team-b | warned
            Namespace | team-c | audited
            """);
    assertThat(status.problems()).isEmpty();
    assertThat(status.warnings()).isEmpty();
    assertThat(status.unknown()).isEmpty();
    assertThat(status.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aClusterWithoutPoliciesIsToldToBeTooOld() {
    // Given
    SomeAdmission some =
        new SomeAdmission()
            .policies(Reading.missing())
            .bindings(Reading.missing())
            .compiled(Reading.missing())
            .namespaces("team-a", "enforce");

    // When
    AdmissionStatus status = some.status();

    // Then
    assertThat(status.problems())
        .containsExactly(
            "The cluster has no ValidatingAdmissionPolicies, so no pod is judged. They need"
                + " Kubernetes 1.30 or newer; after an upgrade run helm upgrade once.");
    assertThat(status.warnings()).singleElement().asString().endsWith("Nothing is enforced there.");
    assertThat(status.exitCode()).isEqualTo(ExitCode.NEGATIVE);
  }

  @Test
  void policiesThatAreNotForPodsDoNotCount() {
    // Given
    SomeAdmission some =
        new SomeAdmission()
            .policies(
                Reading.of(
                    List.of(
                        policy("ops.templates", "CompiledAllowlist", "deployments"),
                        policy("ops.pods", "ConfigMap", "pods"))));

    // When
    AdmissionStatus status = some.status();

    // Then
    assertThat(table(status)).contains("ValidatingAdmissionPolicy | - | missing | none for pods\n");
    assertThat(status.problems()).singleElement().asString().contains("admission.pods");
    assertThat(status.exitCode()).isEqualTo(ExitCode.NEGATIVE);
  }

  @Test
  void aBindingThatIsMissingOrSaysSomethingElseIsAProblem() {
    // Given
    SomeAdmission some =
        new SomeAdmission()
            .bindings(
                Reading.of(
                    List.of(
                        binding(
                            "ops.pods.enforce", "ops.pods", "Audit", "enforce", "operator-config"),
                        binding("ops.pods.warn", "ops.pods", "Warn", "warn", "other-list"),
                        binding(
                            "ops.pods.audit", "ops.pods", "Audit", "audit", "operator-config"))));

    // When
    AdmissionStatus status = some.status();

    // Then
    assertThat(status.problems())
        .containsExactly(
            "No binding serves langop.io/image-policy=enforce, warn by CompiledAllowlist"
                + " 'operator-config'. Restore it with helm upgrade, or name the list with"
                + " --allowlist-name.");
    assertThat(table(status))
        .contains(
            "| Warn where langop.io/image-policy is warn, by CompiledAllowlist 'other-list'\n")
        .contains(
            "ValidatingAdmissionPolicyBinding | - | missing | none says Deny where langop.io/image-policy is enforce\n");
    assertThat(status.exitCode()).isEqualTo(ExitCode.NEGATIVE);
  }

  @Test
  void aLabelThatMeansNothingOrReachesNoPolicyIsAWarning() {
    // Given
    SomeAdmission some =
        new SomeAdmission()
            .bindings(
                Reading.of(
                    List.of(
                        object(
                            "ops.pods",
                            Map.of(),
                            """
                            policyName: ops.pods
                            validationActions: [Deny, Warn, Audit]
                            paramRef: {name: operator-config}
                            matchResources:
                              namespaceSelector:
                                matchExpressions:
                                  - {key: langop.io/image-policy, operator: In, values: [enforce, warn, audit]}
                                  - {key: kubernetes.io/metadata.name, operator: In, values: [team-a, team-b]}
                            """))))
            .namespaces(
                "team-a", "enforce", "team-b", "warn", "team-c", "enforce", "team-d", "Enforce");

    // When
    AdmissionStatus status = some.status();

    // Then
    assertThat(status.warnings())
        .containsExactly(
            "Namespace 'team-b' has langop.io/image-policy=warn: the label says warn, but a binding"
                + " of this namespace says Deny.",
            "Namespace 'team-c' has langop.io/image-policy=enforce: the label says enforce, but no"
                + " policy is bound to this namespace. Nothing is enforced there.",
            "Namespace 'team-d' has langop.io/image-policy=Enforce: 'Enforce' is none of enforce,"
                + " warn, audit. Nothing is enforced there.");
    assertThat(table(status)).contains("Namespace | team-c | not judged | the label says enforce");
    assertThat(status.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void whatMayNotBeReadIsUnknownAndNotMissing() {
    // Given
    SomeAdmission some =
        new SomeAdmission()
            .policies(Reading.forbidden())
            .bindings(Reading.forbidden())
            .compiled(Reading.forbidden())
            .text(Reading.forbidden())
            .withoutNamespaces();

    // When
    AdmissionStatus status = some.status();

    // Then
    assertThat(table(status))
        .isEqualTo(
            """
            KIND | NAME | STATE | NOTE
            ValidatingAdmissionPolicy | - | unknown | you may not list them
            ValidatingAdmissionPolicyBinding | - | unknown | you may not list them
            CompiledAllowlist | operator-config | unknown
            Namespace | - | unknown | you may not list them
            """);
    assertThat(status.problems()).isEmpty();
    assertThat(status.unknown()).hasSize(4).allMatch(line -> line.startsWith("You may not "));
    assertThat(status.exitCode()).isEqualTo(ExitCode.CLUSTER);
  }

  @Test
  void whatIsWrongCountsMoreThanWhatMayNotBeRead() {
    // Given
    SomeAdmission some =
        new SomeAdmission().bindings(Reading.forbidden()).compiled(Reading.missing());

    // When
    AdmissionStatus status = some.status();

    // Then
    assertThat(status.exitCode()).isEqualTo(ExitCode.NEGATIVE);
  }

  @Test
  void withoutRightsOnPoliciesTheLabelIsWhatIsKnown() {
    // Given
    SomeAdmission some =
        new SomeAdmission().policies(Reading.forbidden()).namespaces("team-a", "warn");

    // When
    AdmissionStatus status = some.status();

    // Then
    assertThat(table(status)).contains("Namespace | team-a | warned\n");
    assertThat(status.warnings()).isEmpty();
  }

  private static Stream<SomeAdmission> clusters() {
    return Stream.of(
        new SomeAdmission().namespaces("team-a", "enforce", "team-b", "nonsense"),
        new SomeAdmission().policies(Reading.missing()).bindings(Reading.missing()),
        new SomeAdmission().policies(Reading.forbidden()).compiled(Reading.forbidden()),
        new SomeAdmission().bindings(Reading.forbidden()).withoutNamespaces(),
        new SomeAdmission().compiled(Reading.missing()),
        new SomeAdmission().compiled(Reading.of(compiledOf("quay.io"))));
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void jsonIsAsItsSchemaSays(SomeAdmission some) {
    // Given
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    // When
    Json.print(some.status().tree(), new PrintStream(out, true, StandardCharsets.UTF_8));

    // Then
    assertThat(new OutputSchema().problems("admissionStatus", out.toString(StandardCharsets.UTF_8)))
        .isEmpty();
  }
}
