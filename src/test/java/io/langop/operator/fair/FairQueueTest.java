package io.langop.operator.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  private final FairQueue<String> queue = new FairQueue<>(40);

  @Test
  void aSingleTaskWaitsForOneTaskOfANamespaceWithThousands() {
    // Given
    IntStream.range(0, 5_000).forEach(i -> queue.add("big", "big-" + i));
    endNext();

    // When
    queue.add("small", "small");

    // Then
    assertThat(List.of(endNext(), endNext())).contains("small");
  }

  @Test
  void namespacesTakeTurnsAndKeepTheirOwnOrder() {
    // Given
    for (String task : List.of("a1", "a2", "a3", "b1", "c1", "c2")) {
      queue.add(task.substring(0, 1), task);
    }

    // When
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      order.add(endNext());
    }

    // Then
    assertThat(order).containsExactly("a1", "b1", "c1", "a2", "c2", "a3");
    assertThat(queue.next()).isNull();
  }

  @Test
  void aNamespaceWhoseTasksDoNotEndLeavesThreadsToTheOthers() {
    // Given
    IntStream.range(0, 100).forEach(i -> queue.add("slow", "slow-" + i));
    List<FairQueue.Turn<String>> running = new ArrayList<>();
    for (FairQueue.Turn<String> turn; (turn = queue.next()) != null; ) {
      running.add(turn);
    }
    assertThat(running).hasSize(40);

    // When
    queue.add("other", "other");

    // Then
    assertThat(endNext()).isEqualTo("other");
    assertThat(queue.next()).isNull();
    queue.ended(running.get(0));
    assertThat(queue.next().task()).isEqualTo("slow-40");
  }

  private String endNext() {
    FairQueue.Turn<String> turn = queue.next();
    queue.ended(turn);
    return turn.task();
  }
}
