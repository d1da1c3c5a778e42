package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.leader.Leadership;
import io.langop.operator.retry.Retries;
import io.langop.operator.support.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Entries end by themselves: nobody edits the list, and nothing but the clock changes. */
class EntryEndTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String IMAGE = "quay.io/incident/tool:1";
  private static final String NAMESPACE = "default";

  private final SettableClock clock = new SettableClock(NOON);
  private final List<String> reports = new ArrayList<>();
  private final List<Optional<Instant>> timers = new ArrayList<>();
  private final List<ResourceID> woken = new ArrayList<>();
  private final Retries retries = new Retries((task, pause) -> {});
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PolicyStore<AllowlistSnapshot> store =
      new PolicyStore<>(
          new AllowlistSnapshots(new DefaultAllowlist(), clock, new Reports()),
          new PropagationTimer(registry, "allowlist"),
          new Leadership(true, retries),
          retries,
          clock,
          timers::add);

  /** The configuration as it is without any. */
  private record DefaultAllowlist(String namespace, String name, String key)
      implements OperatorConfig.Allowlist {
    DefaultAllowlist() {
      this("kube-system", "operator-config", "allowed-registries");
    }
  }

  /** Writes down what administrators are told. */
  private final class Reports extends AllowlistReporter {
    Reports() {
      super(null, registry);
    }

    @Override
    void loaded(
        AllowlistSnapshot before,
        AllowlistSnapshot after,
        ConfigMap configMap,
        List<Affected> affected) {
      reports.add("loaded " + after.entries());
    }

    @Override
    void ended(
        AllowlistSnapshot before,
        AllowlistSnapshot after,
        ConfigMap configMap,
        List<Affected> affected) {
      assertThat(configMap).isNotNull();
      reports.add("ended " + before.entries() + " → " + after.entries());
    }
  }

  /** One agent whose image the list decides about. */
  private final class Agent implements PolicySubscriber<AllowlistSnapshot> {
    private final DemandIndex<AllowlistSnapshot, Verdict> index =
        new DemandIndex<>(store.current(), Verdict::isAllowed);

    Agent() {
      index.put(new ResourceID("agent", NAMESPACE), IMAGE);
    }

    @Override
    public Affected affected(AllowlistSnapshot before, AllowlistSnapshot after) {
      DemandIndex.Effect effect = index.edit(before, after);
      return new Affected(
          "LanguageAgent",
          effect.resources(),
          effect.blocked(),
          effect.unblocked(),
          id -> true,
          woken::add);
    }
  }

  @Test
  void aDecisionAfterTheEndDoesNotWaitForTheTimer() {
    // Given
    load("docker.io\nquay.io/incident/ until=2026-06-01T18:00:00Z");
    assertThat(decide().isAllowed()).isTrue();

    // When the clock jumps, and the timer has not rung
    clock.set(Instant.parse("2026-06-01T18:00:00Z"));

    // Then
    assertThat(decide().message()).contains("entry 'quay.io/incident/' ended 2026-06-01T18:00:00Z");
  }

  @Test
  void whoIsAffectedIsWokenAndAdministratorsAreToldOnce() {
    // Given
    store.subscribe(new Agent());
    load("docker.io\nquay.io/incident/ until=2026-06-01T18:00:00Z");
    woken.clear();
    reports.clear();
    long revision = store.current().revision();

    // When
    clock.set(Instant.parse("2026-06-01T18:00:00Z"));
    store.current();
    store.current();

    // Then
    assertThat(woken).containsExactly(new ResourceID("agent", NAMESPACE));
    assertThat(reports)
        .containsExactly(
            "ended [docker.io, quay.io/incident/{until=2026-06-01T18:00:00Z}] → [docker.io]");
    assertThat(store.current().revision()).isEqualTo(revision + 1);
  }

  @Test
  void theTimerIsSetForTheNextEnd() {
    // When
    load("a.io until=2026-06-03\nb.io until=2026-06-01T18:00:00Z\nc.io");

    // Then
    assertThat(timers).last().isEqualTo(Optional.of(Instant.parse("2026-06-01T18:00:00Z")));

    // When
    clock.set(Instant.parse("2026-06-01T18:00:00Z"));
    store.current();

    // Then
    assertThat(timers).last().isEqualTo(Optional.of(Instant.parse("2026-06-04T00:00:00Z")));

    // When
    load("c.io");

    // Then
    assertThat(timers).last().isEqualTo(Optional.empty());
  }

  @Test
  void aThousandEndsAtOnceAreOneChange() {
    // Given
    load(
        IntStream.range(0, 1_000)
            .mapToObj(i -> "r" + i + ".io until=2026-06-01T18:00:00Z")
            .collect(Collectors.joining("\n")));
    reports.clear();
    timers.clear();

    // When
    clock.set(Instant.parse("2026-06-01T18:00:00Z"));
    store.current();

    // Then
    assertThat(reports).hasSize(1);
    assertThat(timers).containsExactly(Optional.empty());
    assertThat(store.current().entries()).isEmpty();
  }

  @Test
  void anEndThatIsOverAtTheFirstReadAllowsNothing() {
    // When
    load("quay.io/incident/ until=2026-05-31");

    // Then
    assertThat(decide().isAllowed()).isFalse();
    assertThat(timers).last().isEqualTo(Optional.empty());
  }

  @Test
  void aClockThatIsPutBackLetsTheEntryHoldAgain() {
    // Given
    load("quay.io/incident/ until=2026-06-01T18:00:00Z");
    clock.set(Instant.parse("2026-06-01T19:00:00Z"));
    assertThat(decide().isAllowed()).isFalse();

    // When
    clock.set(NOON);

    // Then
    assertThat(decide().isAllowed()).isTrue();
    assertThat(timers).last().isEqualTo(Optional.of(Instant.parse("2026-06-01T18:00:00Z")));
  }

  @Test
  void aProofOfTheSameListAfterTheEndDoesNotBringTheEntryBack() {
    // Given
    load("quay.io/incident/ until=2026-06-01T18:00:00Z");
    clock.set(Instant.parse("2026-06-01T18:00:00Z"));

    // When
    load("quay.io/incident/ until=2026-06-01T18:00:00Z");

    // Then
    assertThat(decide().isAllowed()).isFalse();
    assertThat(reports).last().asString().startsWith("ended");
  }

  @Test
  void anEndWhileNothingIsAllowedIsNoChange() {
    // Given
    load("quay.io/incident/ until=2026-06-01T18:00:00Z");
    store.unavailable("cannot be read");
    reports.clear();

    // When
    clock.set(Instant.parse("2026-06-01T18:00:00Z"));

    // Then
    assertThat(decide()).isInstanceOf(Verdict.Unavailable.class);
    assertThat(reports).isEmpty();
    assertThat(timers).last().isEqualTo(Optional.empty());
  }

  @Test
  void aListThatIsReadAgainAfterAnEndHasNoEntryRemoved() {
    // Given
    load("quay.io/incident/ until=2026-06-01T18:00:00Z");
    AllowlistSnapshot before = store.current();
    store.unavailable("cannot be read");

    // When
    clock.set(Instant.parse("2026-06-01T18:00:00Z"));
    load("quay.io/incident/ until=2026-06-01T18:00:00Z");

    // Then
    assertThat(store.current().listed()).isEqualTo(before.listed());
    assertThat(store.current().entries()).isEmpty();
  }

  @Test
  void countsWhatEndsWithinADay() {
    // Given
    load("a.io until=2026-06-02T12:00:00Z\nb.io until=2026-06-02T12:00:01Z\nc.io until=2026-05-31");

    // Then
    assertThat(store.current().endingWithin(clock.instant(), Duration.ofDays(1))).isOne();
  }

  private Verdict decide() {
    return store.current().decide(IMAGE, NAMESPACE);
  }

  private void load(String text) {
    ConfigMap configMap =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("operator-config")
            .endMetadata()
            .withData(Map.of("allowed-registries", text))
            .build();
    store.proved(new Reading.Answer(Optional.of(configMap), 1), System.nanoTime());
  }
}
