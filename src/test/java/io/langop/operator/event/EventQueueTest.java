package io.langop.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private final EventQueue queue = new EventQueue(10);

  @Test
  void whatConcernsAllGoesFirstAndInItsOrder() throws InterruptedException {
    // Given
    queue.add(event("team", "agent", "blocked"), false);
    queue.add(event("kube-system", "list", "changed"), true);
    queue.add(event("kube-system", "list", "invalid"), true);

    // Then
    assertThat(take(3)).containsExactly("changed", "invalid", "blocked");
  }

  @Test
  void whatConcernsAllTakesThePlaceOfTheLastOther() throws InterruptedException {
    // Given a queue that is full
    for (int i = 0; i < 10; i++) {
      assertThat(queue.add(event("team-" + i, "agent-" + i, "blocked-" + i), false)).isZero();
    }
    assertThat(queue.add(event("team", "agent", "dropped"), false)).isEqualTo(1);

    // When
    assertThat(queue.add(event("kube-system", "list", "changed"), true)).isEqualTo(1);

    // Then
    assertThat(take(10)).startsWith("changed", "blocked-0").endsWith("blocked-8");
  }

  @Test
  void oneSubjectThatChangesAllTheTimeLeavesRoomForTheOthers() throws InterruptedException {
    // Given
    int dropped = 0;
    for (int i = 0; i < 100; i++) {
      dropped += queue.add(event("team", "restless", "change-" + i), false);
    }
    assertThat(dropped).isEqualTo(100 - EventQueue.MAX_OF_SUBJECT);

    // Then
    assertThat(queue.add(event("team", "other", "other"), false)).isZero();
    assertThat(take(6)).endsWith("other");
    assertThat(queue.add(event("team", "restless", "later"), false)).isZero();
  }

  @Test
  void oneNamespaceWhoseAgentsAllChangeLeavesRoomForTheOthers() {
    // Given
    int dropped = 0;
    for (int i = 0; i < 100; i++) {
      dropped += queue.add(event("big", "agent-" + i, "blocked"), false);
    }
    assertThat(dropped).isEqualTo(92);

    // Then
    assertThat(queue.add(event("small", "agent", "blocked"), false)).isZero();
  }

  private List<String> take(int count) throws InterruptedException {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(queue.take().getMessage());
    }
    return messages;
  }

  private static Event event(String namespace, String subject, String message) {
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .endMetadata()
        .withNewInvolvedObject()
        .withUid(subject)
        .endInvolvedObject()
        .withMessage(message)
        .build();
  }
}
