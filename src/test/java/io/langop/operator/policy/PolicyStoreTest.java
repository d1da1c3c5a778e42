package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.leader.Leadership;
import io.langop.operator.retry.Retries;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Races between the watch and direct reads, one step after the other. */
class PolicyStoreTest {
  private static final ResourceID AGENT = new ResourceID("agent", "space");

  private final Deque<Runnable> later = new ArrayDeque<>();
  private final Retries retries = new Retries((task, pause) -> later.add(task));
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final PolicyStore<TextSnapshot> store =
      new PolicyStore<>(
          new TextSnapshots(),
          new PropagationTimer(registry, "allowlist"),
          new Leadership(true, retries),
          retries,
          Clock.systemUTC(),
          end -> {});

  @Test
  void anEditThatIsWatchedHolds() {
    // Given
    store.proved(answer("old", 5), System.nanoTime());

    // When
    boolean holds = store.watched(answer("new", 6));

    // Then
    assertThat(holds).isTrue();
    assertThat(store.current().text()).isEqualTo("new");
  }

  @Test
  void aLateWordOfTheWatchDoesNotBringBackAnOlderList() {
    // Given
    store.proved(answer("new", 6), System.nanoTime());

    // When
    boolean holds = store.watched(answer("old", 5));

    // Then
    assertThat(holds).as("can be known without asking").isFalse();
    assertThat(store.current().text()).isEqualTo("new");
  }

  @Test
  void theWordOfTheWatchOnWhatIsKnownNeedsNoRead() {
    // Given
    store.proved(answer("list", 6), System.nanoTime());

    // When
    boolean holds = store.watched(answer("list", 5));

    // Then
    assertThat(holds).isTrue();
  }

  @Test
  void aReadThatTheWatchHasOvertakenDoesNotBringBackAnOlderList() {
    // Given
    long asked = System.nanoTime();
    store.watched(answer("new", 7));

    // When
    store.proved(answer("old", 6), asked);

    // Then
    assertThat(store.current().text()).isEqualTo("new");
  }

  @Test
  void aClusterRestoredFromABackupIsBelieved() {
    // Given
    store.proved(answer("new", 700), System.nanoTime());

    // When
    store.proved(answer("from the backup", 6), System.nanoTime());

    // Then
    assertThat(store.current().text()).isEqualTo("from the backup");
    assertThat(store.watched(answer("edited after the restore", 8))).isTrue();
    assertThat(store.current().text()).isEqualTo("edited after the restore");
  }

  @Test
  void afterARefusalOnlyADirectReadIsBelieved() {
    // Given
    store.proved(answer("list", 5), System.nanoTime());
    store.unavailable("cannot be read");

    // When
    boolean holds = store.watched(answer("edited", 6));

    // Then
    assertThat(holds).isFalse();
    assertThat(store.current().text()).isNull();

    // When
    store.proved(answer("edited", 6), System.nanoTime());

    // Then
    assertThat(store.current().text()).isEqualTo("edited");
  }

  @Test
  void aDeletionThatIsWatchedHolds() {
    // Given
    store.proved(answer("list", 5), System.nanoTime());

    // When
    store.watched(new Reading.Answer(Optional.empty(), 6));

    // Then
    assertThat(store.current().text()).isNull();
  }

  @Test
  void aSubscriberThatFailsIsToldAgainOfAllThatItMissedAndHoldsUpNobody() {
    // Given
    store.proved(answer("first", 1), System.nanoTime());
    Subscriber failing = new Subscriber();
    Subscriber other = new Subscriber();
    failing.failures = 1;
    store.subscribe(failing);
    store.subscribe(other);

    // When
    store.watched(answer("second", 2));

    // Then
    assertThat(other.told).containsExactly("first→second");
    assertThat(failing.told).isEmpty();
    assertThat(store.current().text()).isEqualTo("second");

    // When
    store.watched(answer("third", 3));
    later.remove().run();

    // Then
    assertThat(failing.told).containsExactly("first→third");
    assertThat(other.told).containsExactly("first→second", "second→third");
    assertThat(later).isEmpty();
  }

  @Test
  void howeverManyFailOneRepetitionIsWaitedFor() {
    // Given
    store.proved(answer("first", 1), System.nanoTime());
    List<Subscriber> failing = List.of(new Subscriber(), new Subscriber(), new Subscriber());
    for (Subscriber subscriber : failing) {
      subscriber.failures = 3;
      store.subscribe(subscriber);
    }

    // When
    store.watched(answer("second", 2));
    store.watched(answer("third", 3));

    // Then
    assertThat(later).hasSize(1);

    // When
    later.remove().run();

    // Then
    assertThat(later).hasSize(1);

    // When
    later.remove().run();

    // Then
    assertThat(later).isEmpty();
    assertThat(failing)
        .allSatisfy(subscriber -> assertThat(subscriber.told).containsExactly("first→third"));
  }

  @Test
  void aWakeThatFailsIsRepeated() {
    // Given
    store.proved(answer("first", 1), System.nanoTime());
    List<ResourceID> woken = new ArrayList<>();
    int[] failures = {1};
    Subscriber subscriber = new Subscriber();
    subscriber.waker =
        id -> {
          if (failures[0]-- > 0) {
            throw new IllegalStateException("on purpose");
          }
          woken.add(id);
        };
    store.subscribe(subscriber);

    // When
    store.watched(answer("second", 2));
    later.remove().run();

    // Then
    assertThat(woken).containsExactly(AGENT);
    assertThat(later).isEmpty();
  }

  @Test
  void aResourceThatIsDeletedBetweenTheDecisionAndTheWakeIsNotAwaited() {
    // Given
    store.proved(answer("first", 1), System.nanoTime());
    Subscriber subscriber = new Subscriber();
    subscriber.exists = false;
    store.subscribe(subscriber);

    // When
    store.watched(answer("second", 2));

    // Then
    assertThat(
            registry
                .get("language_operator_allowlist_propagation_unfinished_seconds")
                .gauge()
                .value())
        .isZero();
  }

  private static Reading.Answer answer(String text, long version) {
    ConfigMap configMap = new ConfigMapBuilder().withData(Map.of("text", text)).build();
    return new Reading.Answer(Optional.of(configMap), version);
  }

  /** Remembers what it was told. */
  private static final class Subscriber implements PolicySubscriber<TextSnapshot> {
    private final List<String> told = new ArrayList<>();
    private int failures;
    private boolean exists = true;
    private Consumer<ResourceID> waker = id -> {};

    @Override
    public Affected affected(TextSnapshot before, TextSnapshot after) {
      if (failures-- > 0) {
        throw new IllegalStateException("on purpose");
      }
      told.add(before.text() + "→" + after.text());
      return new Affected("Kind", List.of(AGENT), 0, 0, id -> exists, waker);
    }
  }
}
