package io.langop.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeldEventsTest {
  private final HeldEvents held = new HeldEvents(Duration.ofSeconds(15));

  @Test
  void whatWasHeldIsToldOnceInItsOrder() {
    // Given
    held.hold(event("first"));
    held.hold(event("second"));

    // Then
    assertThat(held.release()).extracting(Event::getMessage).containsExactly("first", "second");
    assertThat(held.release()).isEmpty();
  }

  @Test
  void nothingIsHeldAnyMoreOnceItWasReleased() {
    // When
    held.release();

    // Then
    assertThat(held.hold(event("later"))).isFalse();
  }

  @Test
  void whatTheLeaderHasToldLongAgoIsForgotten() {
    // Given events that are kept for no time at all
    HeldEvents forgetful = new HeldEvents(Duration.ofSeconds(-31));
    forgetful.hold(event("old"));

    // Then
    assertThat(forgetful.release()).isEmpty();
  }

  @Test
  void aStandbyOfManyWeeksKeepsTheLatestOnly() {
    // When
    for (int i = 1; i <= 501; i++) {
      held.hold(event("event " + i));
    }

    // Then
    assertThat(held.release())
        .hasSize(500)
        .extracting(Event::getMessage)
        .startsWith("event 2")
        .endsWith("event 501");
  }

  private static Event event(String message) {
    return new EventBuilder().withMessage(message).build();
  }
}
