package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1Builder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeanItemStoreTest {

  private final LeanItemStore<Deployment> store = new LeanItemStore<>();

  @Test
  void keepsWhatTheOperatorOwnsAndNothingOfOthers() {
    // Given
    Deployment deployment = deployment("a", own("replicas"), foreign());

    // When
    store.put("ns/a", deployment);

    // Then
    assertThat(store.get("ns/a").getMetadata().getManagedFields()).containsExactly(own("replicas"));
  }

  @Test
  void keepsEqualFieldsOfSpecsOnce() {
    // When
    store.put("ns/a", deployment("a", own("replicas")));
    store.put("ns/b", deployment("b", own("replicas")));
    store.put("ns/c", deployment("c", own("template")));

    // Then
    assertThat(spec("ns/a")).isSameAs(spec("ns/b"));
    assertThat(spec("ns/c")).isEqualTo(Map.of("f:template", Map.of()));
  }

  @Test
  void takesAnObjectWithoutFieldOwnership() {
    // Given
    Deployment deployment = deployment("a");

    // When
    store.put("ns/a", deployment);

    // Then
    assertThat(store.get("ns/a")).isSameAs(deployment);
  }

  private Object spec(String key) {
    return store
        .get(key)
        .getMetadata()
        .getManagedFields()
        .get(0)
        .getFieldsV1()
        .getAdditionalProperties()
        .get("f:spec");
  }

  private static Deployment deployment(String name, ManagedFieldsEntry... managedFields) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("ns")
        .withManagedFields(managedFields)
        .endMetadata()
        .build();
  }

  private static ManagedFieldsEntry own(String field) {
    return entry("language-operator", Map.of("f:" + field, Map.of()));
  }

  private static ManagedFieldsEntry foreign() {
    return entry("kube-controller-manager", Map.of("f:replicas", Map.of()));
  }

  private static ManagedFieldsEntry entry(String manager, Map<String, Object> spec) {
    return new ManagedFieldsEntryBuilder()
        .withManager(manager)
        .withFieldsV1(
            new FieldsV1Builder()
                .addToAdditionalProperties(new HashMap<>(Map.of("f:spec", spec)))
                .build())
        .build();
  }
}
