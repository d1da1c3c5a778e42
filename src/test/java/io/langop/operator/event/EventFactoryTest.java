package io.langop.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.langop.operator.api.condition.EventReason;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.event.EventPublisher.Type;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventFactoryTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private static final ObjectMeta METADATA =
      new ObjectMetaBuilder()
          .withName("web")
          .withNamespace("demo")
          .withUid("uid-1")
          .withResourceVersion("7")
          .build();

  @Test
  void anEventSaysWhatHappenedToWhichVersionOfItsSubjectAndWhen() {
    // Given
    LanguageAgent agent = new LanguageAgent();
    agent.setMetadata(METADATA);

    // When
    Event event = event(agent, "It has begun");

    // Then
    assertThat(event.getMetadata().getGenerateName()).isEqualTo("web.");
    assertThat(event.getMetadata().getName()).isNull();
    assertThat(event.getMetadata().getNamespace()).isEqualTo("demo");
    assertThat(event.getInvolvedObject().getApiVersion()).isEqualTo("langop.io/v1alpha1");
    assertThat(event.getInvolvedObject().getKind()).isEqualTo("LanguageAgent");
    assertThat(event.getInvolvedObject().getUid()).isEqualTo("uid-1");
    assertThat(event.getInvolvedObject().getResourceVersion()).isEqualTo("7");
    assertThat(event.getType()).isEqualTo("Normal");
    assertThat(event.getReason()).isEqualTo("Started");
    assertThat(event.getMessage()).isEqualTo("It has begun");
    assertThat(event.getFirstTimestamp()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(event.getLastTimestamp()).isEqualTo("2026-01-02T03:04:05Z");
  }

  /** Each replica sees the ConfigMap, and one event is enough. */
  @Test
  void anEventOnAConfigMapHasTheSameNameInEveryReplica() {
    // Given
    HasMetadata configMap = new ConfigMapBuilder().withMetadata(METADATA).build();

    // When
    Event one = event(configMap, "words of one replica");
    Event other = event(configMap, "words of another");

    // Then
    assertThat(one.getMetadata().getName())
        .startsWith("web.")
        .isEqualTo(other.getMetadata().getName());
    assertThat(one.getMetadata().getGenerateName()).isNull();
  }

  @Test
  void aMessageIsCutToWhatTheApiServerTakes() {
    // Given
    LanguageAgent agent = new LanguageAgent();
    agent.setMetadata(METADATA);

    // Then
    assertThat(event(agent, "m".repeat(1_024)).getMessage()).isEqualTo("m".repeat(1_024));
    assertThat(event(agent, "m".repeat(1_025)).getMessage()).isEqualTo("m".repeat(1_023) + "…");
  }

  private static Event event(HasMetadata subject, String message) {
    return EventFactory.event(subject, Type.Normal, EventReason.Started, message, "what", NOW);
  }
}
