package io.langop.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.api.condition.EventReason;
import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.event.EventPublisher.Type;
import io.langop.operator.support.EmptyCluster;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.NoCluster;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NoCluster.class)
class EventPublishingTest {

  @Inject EventPublisher events;
  @Inject EmptyCluster cluster;
  @Inject MeterRegistry meters;

  @BeforeEach
  void letItAnswer() {
    cluster.answer();
  }

  @Test
  void anEventTellsWhatHappenedToWhichVersionOfWhat() {
    // Given
    HasMetadata agent = agent("told");

    // When
    events.publish(agent, Type.Warning, WorkloadReason.RegistryNotAllowed, "the words");

    // Then
    Event event = created("told").get(0);
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getReason()).isEqualTo("RegistryNotAllowed");
    assertThat(event.getMessage()).isEqualTo("the words");
    assertThat(event.getCount()).isOne();
    assertThat(event.getSource().getComponent()).isEqualTo("language-operator");
    assertThat(event.getMetadata().getGenerateName()).isEqualTo("agent.");
    assertThat(event.getInvolvedObject().getApiVersion()).isEqualTo("langop.io/v1alpha1");
    assertThat(event.getInvolvedObject().getKind()).isEqualTo("LanguageAgent");
    assertThat(event.getInvolvedObject().getUid()).isEqualTo(agent.getMetadata().getUid());
    assertThat(event.getInvolvedObject().getResourceVersion()).isEqualTo("7");
  }

  @Test
  void aMessageIsCutToTheLengthThatTheApiServerTakes() {
    // When
    events.publish(agent("long"), Type.Normal, EventReason.Started, "x".repeat(2000));

    // Then
    assertThat(created("long").get(0).getMessage()).hasSize(1024).endsWith("x…");
  }

  @Test
  void anEventOnAConfigMapHasTheNameThatEveryReplicaGivesIt() {
    // Given
    HasMetadata list =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace("shared")
            .withName("operator-config")
            .withUid("uid")
            .withResourceVersion("7")
            .endMetadata()
            .build();

    // When
    events.publish(list, Type.Normal, EventReason.AllowlistChanged, "2 blocked", "added: quay.io");

    // Then
    assertThat(created("shared").get(0).getMetadata().getName())
        .isEqualTo(EventName.of(list, "AllowlistChanged", "added: quay.io"));
  }

  @Test
  void anEventThatIsNotAcceptedIsCountedAndTheNextOneIsWritten() {
    // Given
    double before = dropped();

    // When
    events.publish(agent(EmptyCluster.FORBIDDEN), Type.Normal, EventReason.Started, "refused");
    events.publish(agent("next"), Type.Normal, EventReason.Started, "written");

    // Then
    assertThat(created("next")).hasSize(1);
    Eventually.assertThat(() -> assertThat(dropped()).isEqualTo(before + 1));
  }

  @Test
  void anEventThatAnotherReplicaHasWrittenIsNotCounted() {
    // Given
    double before = dropped();

    // When
    events.publish(
        agent(EmptyCluster.TAKEN), Type.Normal, EventReason.Started, "written by another");
    events.publish(agent("after-taken"), Type.Normal, EventReason.Started, "written");

    // Then
    assertThat(created("after-taken")).hasSize(1);
    assertThat(created(EmptyCluster.TAKEN)).hasSize(1);
    assertThat(dropped()).isEqualTo(before);
  }

  private static HasMetadata agent(String namespace) {
    LanguageAgent agent = new LanguageAgent();
    agent.getMetadata().setNamespace(namespace);
    agent.getMetadata().setName("agent");
    agent.getMetadata().setUid(UUID.randomUUID().toString());
    agent.getMetadata().setResourceVersion("7");
    return agent;
  }

  private double dropped() {
    return meters.get("language_operator_events_dropped").counter().count();
  }

  /** Waits until there are any. */
  private List<Event> created(String namespace) {
    String path = "/api/v1/namespaces/%s/events".formatted(namespace);
    Eventually.assertThat(
        () -> assertThat(cluster.created()).anyMatch(created -> created.path().equals(path)));
    return cluster.created().stream()
        .filter(created -> created.path().equals(path))
        .map(created -> Serialization.unmarshal(created.body(), Event.class))
        .toList();
  }
}
