package io.langop.operator.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.langop.operator.cli.cluster.Operators.Operator;
import io.langop.operator.cli.command.ConfigMapPlace;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorsTest {

  private static final ConfigMapPlace OPTIONS =
      new ConfigMapPlace("kube-system", "operator-config", "allowed-registries");

  private static Deployment deployment(Integer replicas) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace("ops")
        .withName("guard")
        .withGeneration(2L)
        .withLabels(Map.of("app.kubernetes.io/version", "0.2.0"))
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewTemplate()
        .withNewSpec()
        .addNewContainer()
        .withImage("example.com/operator:1")
        .addNewEnv()
        .withName("LANGUAGE_OPERATOR_ALLOWLIST_NAMESPACE")
        .withValue("ops")
        .endEnv()
        .addNewEnv()
        .withName("LANGUAGE_OPERATOR_ADMISSION_ENABLED")
        .withValue("false")
        .endEnv()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2, 2, 2, 2, ''",
        "-, 2, 1, 1, ''",
        "0, 2, 0, 0, it is scaled to 0 replicas",
        "2, 1, 2, 2, 0 of 2 replicas are updated",
        "2, -, -, -, 0 of 2 replicas are updated",
        "2, 2, 1, 2, 1 of 2 replicas are updated",
        "2, 2, 2, 1, 1 of 2 replicas are available",
        "2, 2, 2, -, 0 of 2 replicas are available",
      })
  void itIsRolledOutWhenAllReplicasAreNewAndAvailable(
      Integer replicas, Long observed, Integer updated, Integer available, String missing) {
    // Given
    Deployment read =
        new DeploymentBuilder(deployment(replicas))
            .withNewStatus()
            .withObservedGeneration(observed)
            .withUpdatedReplicas(updated)
            .withAvailableReplicas(available)
            .endStatus()
            .build();

    // When
    Operator operator = Operator.of(read);

    // Then
    assertThat(operator.rollout()).isEqualTo(missing);
  }

  @Test
  void itsOwnSettingsTellWhereTheListsAre() {
    // When
    Operator operator = Operator.of(deployment(1));

    // Then
    assertThat(operator.rollout()).isEqualTo("0 of 1 replicas are updated");
    assertThat(operator.allowlist(OPTIONS))
        .isEqualTo(new ConfigMapPlace("ops", "operator-config", "allowed-registries"));
    assertThat(operator.catalog(OPTIONS)).isEqualTo(OPTIONS);
    assertThat(operator.isOff("admission.enabled")).isTrue();
    assertThat(operator.isOff("powertool.enabled")).isFalse();
    assertThat(operator.version()).isEqualTo("0.2.0");
    assertThat(operator.image()).isEqualTo("example.com/operator:1");
    assertThat(operator.place()).isEqualTo("ops/guard");
  }
}
