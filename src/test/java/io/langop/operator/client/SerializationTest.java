package io.langop.operator.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import org.junit.jupiter.api.Test;

class SerializationTest {
  private final Serialization serialization = new Serialization(new ObjectMapper());

  @Test
  void aCustomResourceIsItsOwnCopy() {
    LanguageAgent agent = new LanguageAgent();

    assertThat(serialization.clone(agent)).isSameAs(agent);
  }

  @Test
  void whatElseIsCopiedIsAnotherObject() {
    ConfigMap configMap = new ConfigMap();

    assertThat(serialization.clone(configMap)).isNotSameAs(configMap).isEqualTo(configMap);
  }
}
