package io.langop.operator.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompactObjectsTest {

  private static Deployment deployment(String name, String container) {
    return Reading.watched(
        Deployment.class,
        """
        {"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"%s","namespace":"ns",
        "labels":{"app.kubernetes.io/name":"language-agent"},
        "managedFields":[{"manager":"language-operator","operation":"Apply","fieldsV1":{
        "f:metadata":{"f:labels":{"f:app":{}},"f:ownerReferences":{"k:%s":{}}},
        "f:spec":{"f:replicas":{}}}}]},
        "spec":{"template":{"spec":{"containers":[%s]}}}}
        """
            .formatted(name, name, container));
  }

  @Test
  void equalTextsOfSeveralObjectsAreKeptOnce() {
    // When
    Deployment one = deployment("a", "{\"name\":\"agent\",\"image\":\"docker.io/a\"}");
    Deployment other = deployment("b", "{\"name\":\"agent\",\"image\":\"docker.io/a\"}");

    // Then
    assertThat(container(one).getImage()).isSameAs(container(other).getImage());
    assertThat(one.getMetadata().getLabels().keySet().iterator().next())
        .isSameAs(other.getMetadata().getLabels().keySet().iterator().next());
  }

  @Test
  void equalSetsOfOwnedFieldsAreKeptOnce() {
    var one = fields(deployment("a", "{\"name\":\"agent\"}"));
    var other = fields(deployment("b", "{\"name\":\"agent\"}"));

    assertThat(one.get("f:spec")).isSameAs(other.get("f:spec"));
    assertThat(one.get("f:metadata")).isNotEqualTo(other.get("f:metadata"));
    assertThat(((Map<?, ?>) one.get("f:metadata")).get("f:labels"))
        .isSameAs(((Map<?, ?>) other.get("f:metadata")).get("f:labels"));
  }

  private static Map<String, Object> fields(Deployment deployment) {
    return deployment
        .getMetadata()
        .getManagedFields()
        .get(0)
        .getFieldsV1()
        .getAdditionalProperties();
  }

  private static Container container(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
  }

  @Test
  void emptyListsAndMapsAreTheSameForAllObjects() {
    Container one = container(deployment("a", "{\"name\":\"agent\"}"));
    Container other = container(deployment("b", "{\"name\":\"agent\"}"));

    assertThat(one.getEnv()).isEmpty();
    assertThat(one.getEnv()).isSameAs(other.getEnv());
    assertThat(one.getAdditionalProperties()).isEmpty();
    assertThat(one.getAdditionalProperties()).isSameAs(other.getAdditionalProperties());
  }

  @Test
  void whatCannotBeCopiedStaysAsItWasRead() {
    Container container =
        container(deployment("a", "{\"name\":\"agent\",\"args\":[\"x\",null],\"own\":null}"));

    assertThat(container.getArgs()).containsExactly("x", null);
    assertThat(container.getAdditionalProperties()).containsEntry("own", null);
  }

  /** In an unchangeable map, each key with the same hash would be compared with all others. */
  @Test
  void mapsWithManyEntriesStayAsTheyWereRead() {
    Map<String, String> small = CompactReader.unchangeable(sameHashes(5));
    Map<String, String> large = sameHashes(12);

    assertThat(small).isUnmodifiable();
    assertThat(CompactReader.unchangeable(large)).isSameAs(large);
  }

  /** Two to the power of {@code blocks} entries whose keys have one hash. */
  private static Map<String, String> sameHashes(int blocks) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (int i = 0; i < 1 << blocks; i++) {
      StringBuilder key = new StringBuilder();
      for (int block = 0; block < blocks; block++) {
        key.append((i >> block & 1) == 0 ? "Aa" : "BB");
      }
      entries.put(key.toString(), "x");
    }
    return entries;
  }

  @Test
  void longTextsAreNotRemembered() {
    // Given
    SharedTexts texts = new SharedTexts();
    String first = "x".repeat(513);
    String second = "x".repeat(513);

    // When
    texts.share(first);

    // Then
    assertThat(texts.share(second)).isSameAs(second);
    assertThat(texts.share(null)).isNull();
  }
}
