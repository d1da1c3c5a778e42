package io.langop.operator.cli.installation;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.admission.PodPolicies;
import io.langop.operator.cli.cluster.Operators;
import io.langop.operator.cli.cluster.Operators.Operator;
import io.langop.operator.cli.cluster.Reading;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.command.Version;
import io.langop.operator.cli.installation.Requirement.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstallationStateTest {

  private static final Requirement READY = new Requirement("kinds", State.READY, "");
  private static final Requirement MISSING =
      new Requirement("operator", State.MISSING, "It is not there.");
  private static final Requirement UNKNOWN = new Requirement("catalog", State.UNKNOWN, "hidden");
  private static final Requirement OFF = new Requirement("policies", State.OFF, "");

  private static Operator operator(String name, String version, String rollout) {
    return new Operator("ops", name, "", version, rollout, Map.of());
  }

  @Test
  void somethingMissingWeighsMoreThanSomethingUnknown() {
    // When
    InstallationState complete = new InstallationState(List.of(READY, OFF));
    InstallationState partlySeen = new InstallationState(List.of(READY, UNKNOWN));
    InstallationState broken = new InstallationState(List.of(UNKNOWN, MISSING));

    // Then
    assertThat(complete.exitCode()).isZero();
    assertThat(complete.sentence()).isEqualTo("Everything is ready.");
    assertThat(partlySeen.exitCode()).isEqualTo(3);
    assertThat(partlySeen.sentence())
        .isEqualTo("Nothing is known to be missing, but you may not see everything: catalog.");
    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(broken.sentence()).isEqualTo("Not ready: operator (It is not there).");
  }

  @Test
  void kindsThatAreNotServedAreNamed() {
    // When
    InstallationState state =
        new InstallationState(
            List.of(InstallationState.kinds(List.of("PowerTool", "CompiledAllowlist"))));

    // Then
    assertThat(state.kindsAreMissing()).isTrue();
    assertThat(state.sentence())
        .isEqualTo(
            "Not ready: kinds (the API server does not serve PowerTool, CompiledAllowlist).");
  }

  @Test
  void everyOperatorHasToBeRolledOut() {
    // When
    Requirement rolling =
        InstallationState.operator(
            Reading.of(
                List.of(
                    operator("a", "1", ""), operator("b", "1", "0 of 1 replicas are updated"))));
    Requirement done = InstallationState.operator(Reading.of(List.of(operator("a", "1", ""))));

    // Then
    assertThat(rolling)
        .isEqualTo(
            new Requirement("operator", State.MISSING, "ops/b: 0 of 1 replicas are updated"));
    assertThat(done).isEqualTo(new Requirement("operator", State.READY, "ops/a"));
    assertThat(InstallationState.operator(Reading.forbidden()).state()).isEqualTo(State.UNKNOWN);
    assertThat(InstallationState.operator(Reading.of(List.of())).state()).isEqualTo(State.MISSING);
  }

  @Test
  void policiesThatAnOperatorCompilesTheListForAreMissed() {
    // Given
    ConfigMapPlace list =
        new ConfigMapPlace("kube-system", "operator-config", "allowed-registries");
    PodPolicies gone = new PodPolicies(false, List.of("No pod is judged."), List.of());
    Operators compiling =
        new Operators(
            Reading.of(
                List.of(
                    new Operator(
                        "ops",
                        "a",
                        "",
                        "1",
                        "",
                        Map.of("LANGUAGE_OPERATOR_ADMISSION_ENABLED", "true")))));
    Operators unknown = new Operators(Reading.of(List.of(operator("a", "1", ""))));

    // When
    Requirement wanted =
        InstallationState.policies(gone, compiling.anyHas("admission.enabled"), list);
    Requirement unwanted =
        InstallationState.policies(gone, unknown.anyHas("admission.enabled"), list);

    // Then
    assertThat(wanted).isEqualTo(new Requirement("policies", State.MISSING, "No pod is judged."));
    assertThat(unwanted.state()).isEqualTo(State.OFF);
  }

  @Test
  void anOperatorOfAnotherVersionMayDecideOtherwise() {
    // When
    Requirement same =
        InstallationState.versions(
            Reading.of(List.of(operator("a", Version.number(), ""))), "v1.36.3");
    Requirement other =
        InstallationState.versions(Reading.of(List.of(operator("a", "0.1.0", ""))), "v1.36.3");

    // Then
    assertThat(same.note()).endsWith(", Kubernetes v1.36.3");
    assertThat(other.note())
        .endsWith(", operator 0.1.0, Kubernetes v1.36.3: aictl may decide otherwise");
  }
}
