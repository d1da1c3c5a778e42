package io.langop.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import org.junit.jupiter.api.Test;

class EventNameTest {

  @Test
  void whoTellsTheSameGivesTheSameName() {
    assertThat(EventName.of(configMap("7"), "Reason", "what"))
        .isEqualTo(EventName.of(configMap("7"), "Reason", "what"))
        .matches("operator-config\\.[0-9a-f]{1,20}");
  }

  @Test
  void anotherVersionReasonOrThingGivesAnotherName() {
    assertThat(EventName.of(configMap("7"), "Reason", "what"))
        .isNotEqualTo(EventName.of(configMap("8"), "Reason", "what"))
        .isNotEqualTo(EventName.of(configMap("7"), "Other", "what"))
        .isNotEqualTo(EventName.of(configMap("7"), "Reason", "other"));
  }

  @Test
  void aLongNameIsCut() {
    // Given
    ConfigMap longNamed = configMap("1");
    longNamed.getMetadata().setName("n".repeat(253));

    // Then
    assertThat(EventName.of(longNamed, "Reason", "what")).hasSizeLessThanOrEqualTo(253);
  }

  private static ConfigMap configMap(String version) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("operator-config")
        .withUid("uid")
        .withResourceVersion(version)
        .endMetadata()
        .build();
  }
}
