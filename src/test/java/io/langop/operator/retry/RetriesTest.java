package io.langop.operator.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final Retries retries =
      new Retries(
          (task, pause) -> {
            later.add(task);
            pauses.add(pause);
          });

  @Test
  void aTaskThatSucceedsRunsOnce() {
    // Given
    List<String> done = new ArrayList<>();

    // When
    retries.run("A task", () -> done.add("now"));

    // Then
    assertThat(done).containsExactly("now");
    assertThat(later).isEmpty();
  }

  @Test
  void aTaskThatFailsRunsAgainUntilItSucceeds() {
    // Given
    int[] attempts = {0};

    // When
    retries.run(
        "A task",
        () -> {
          if (++attempts[0] < 3) {
            throw new IllegalStateException("on purpose");
          }
        });
    later.remove().run();
    later.remove().run();

    // Then
    assertThat(attempts[0]).isEqualTo(3);
    assertThat(later).isEmpty();
    assertThat(pauses).containsOnly(Duration.ofSeconds(1));
  }
}
