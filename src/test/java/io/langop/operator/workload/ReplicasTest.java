package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The annotation of a stopped Deployment, which anybody may have written. */
class ReplicasTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, Integer.MAX_VALUE})
  void aNumberOfPodsIsRead(int noted) {
    assertThat(Replicas.beforeStop(annotated(Integer.toString(noted)))).hasValue(noted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "many", "-1", "1.5", "1e3", "0x10", "2147483648", "3000000000", "1 2"})
  void whatIsNoNumberOfPodsIsIgnored(String noted) {
    assertThat(Replicas.beforeStop(annotated(noted))).isEmpty();
  }

  @Test
  void nothingNotedIsNothing() {
    assertThat(Replicas.beforeStop(new DeploymentBuilder().withNewMetadata().endMetadata().build()))
        .isEmpty();
  }

  private static Deployment annotated(String noted) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withAnnotations(Map.of("langop.io/replicas-before-revocation", noted))
        .endMetadata()
        .build();
  }
}
