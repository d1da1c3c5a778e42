package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.support.SettableClock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A list that is not where it should be: nothing is allowed, and the words lead to the cause. */
class AllowlistSnapshotsTest {

  private record Place(String namespace, String name, String key)
      implements OperatorConfig.Allowlist {}

  private final AllowlistSnapshots snapshots =
      new AllowlistSnapshots(
          new Place("kube-system", "operator-config", "allowed-registries"),
          new SettableClock(Instant.EPOCH),
          null);

  @Test
  void aListIsNotWhatStandsInTheMessageAboutAMissingOne() {
    // Given
    AllowlistSnapshot missing = snapshots.unavailable("does not exist", 1);
    String message = ((AllowlistSnapshot.Unavailable) missing).message();

    // When
    AllowlistSnapshot list =
        snapshots.read(
            Optional.of(
                new ConfigMapBuilder().withData(Map.of("allowed-registries", message)).build()),
            2);

    // Then
    assertThat(snapshots.sameContent(missing, list)).isFalse();
    assertThat(snapshots.sameContent(missing, snapshots.unavailable("does not exist", 2))).isTrue();
  }

  @Test
  void anotherName() {
    assertThat(message(null))
        .isEqualTo(
            "ConfigMap 'kube-system/operator-config' does not exist, so no image can be validated"
                + " and nothing new is started. List the allowed registries under its key"
                + " 'allowed-registries': kubectl edit configmap operator-config -n kube-system (a"
                + " ConfigMap that kustomize made has a hash after its name, unless"
                + " disableNameSuffixHash is set)");
  }

  @Test
  void noKeyAtAll() {
    assertThat(message(new ConfigMap()))
        .startsWith(
            "ConfigMap 'kube-system/operator-config' has no key 'allowed-registries', so no image");
  }

  @Test
  void anotherKey() {
    assertThat(
            message(
                new ConfigMapBuilder()
                    .withData(Map.of("b", "", "allowed_registries", "docker.io", "c", "", "d", ""))
                    .build()))
        .startsWith(
            "ConfigMap 'kube-system/operator-config' has no key 'allowed-registries', but"
                + " 'allowed_registries', 'b', 'c', so no image");
  }

  @Test
  void aFileThatIsNotInUtf8() {
    assertThat(
            message(
                new ConfigMapBuilder()
                    .withBinaryData(Map.of("allowed-registries", "//5kAG8AYwA="))
                    .build()))
        .startsWith(
            "ConfigMap 'kube-system/operator-config' has no key 'allowed-registries' under data,"
                + " only under binaryData, where kubectl puts a file that is not in UTF-8, so no"
                + " image");
  }

  private String message(ConfigMap configMap) {
    return snapshots
        .read(Optional.ofNullable(configMap), 1)
        .decide("docker.io/x", "default")
        .message();
  }
}
