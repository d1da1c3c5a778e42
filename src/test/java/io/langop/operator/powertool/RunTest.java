package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.condition.TargetReason;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.api.toe.v1alpha1.TargetStatus;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aStatusKeepsARunAsItIs() {
    // Given
    List<Target> targets =
        List.of(
            target(1),
            target(2).conflicted("other"),
            target(3).injected(NOW),
            target(4).injected(NOW).started(NOW),
            target(5).completed(NOW, NOW),
            target(6).exited(2, "Error", "why", NOW, NOW));

    // Then
    assertThat(stored(Run.starting(targets))).isEqualTo(Run.starting(targets));
  }

  @Test
  void ofManyTargetsNoneIsLostAndEachIsCountedOnce() {
    // Given
    Run run = run(500);

    // When
    Run later = stored(run);

    // Then
    assertThat(run.listed()).hasSize(Run.LISTED);
    assertThat(later.targets()).containsExactlyInAnyOrderElementsOf(run.targets());
    assertThat(later.counts()).isEqualTo(run.counts());
  }

  @Test
  void stepByStepFiveHundredTargetsEnd() {
    // Given
    Run run = run(500);

    // When
    for (int i = 0; i < 500; i++) {
      String pod = target(i).pod();
      boolean fails = i % 7 == 0;
      run =
          stored(
              run.map(
                  target ->
                      !target.pod().equals(pod)
                          ? target
                          : fails
                              ? target.failed(TargetReason.PodGone, "why", NOW)
                              : target.completed(NOW, NOW)));
      assertThat(run.counts().getTotal()).isEqualTo(500);
      assertThat(run.counts().getCompleted() + run.counts().getFailed()).isEqualTo(i + 1);
    }

    // Then
    assertThat(run.ended()).isTrue();
    assertThat(run.counts().getFailed()).isEqualTo(72);
    assertThat(run.unlisted()).isEmpty();
    assertThat(run.listed())
        .hasSize(Run.LISTED)
        .filteredOn(target -> target.getState() == State.Failed)
        .hasSize(72);
  }

  @Test
  void whatIsKeptShortIsKeptExactly() {
    for (Target target :
        List.of(target(1), target(2).injected(NOW), target(3).injected(NOW).started(NOW))) {
      assertThat(Target.ofCompact(target.toCompact())).isEqualTo(target);
    }
    assertThat(Target.ofCompact(target(1).conflicted("other").toCompact()).state())
        .isEqualTo(State.Conflicted);
    assertThat(Target.ofCompact(target(1).delayed("why").toCompact()).isDelayed()).isTrue();
  }

  @Test
  void delayedTargetsComeAfterTheOthersAndNotAlwaysInTheSameOrder() {
    // Given
    Run run =
        Run.starting(
            IntStream.range(0, 10)
                .mapToObj(i -> i < 8 ? target(i).delayed("why") : target(i))
                .toList());
    Set<List<String>> orders = new HashSet<>();

    // When
    for (int pass = 0; pass < 100; pass++) {
      List<String> order = new ArrayList<>();
      Run after =
          run.map(
              target -> {
                order.add(target.pod());
                return target;
              });
      assertThat(after).isEqualTo(run);
      orders.add(order);
    }

    // Then
    assertThat(orders)
        .hasSizeGreaterThan(1)
        .allSatisfy(
            order ->
                assertThat(order.subList(0, 2))
                    .containsExactlyInAnyOrder(target(8).pod(), target(9).pod()));
  }

  @Test
  void aRunOccupiesThePodsOfItsTargetsUntilTheyEnd() {
    // Given
    Run run = Run.starting(List.of(target(1).injected(NOW), target(2).completed(NOW, NOW)));

    // Then
    assertThat(run.occupies(target(1).uid())).isTrue();
    assertThat(run.occupies(target(2).uid())).isFalse();
    assertThat(run.occupies("other")).isFalse();
  }

  @Test
  void thePodsOfARunAreFoundByName() {
    // Given
    PowerToolStatus status = status(run(150));

    // Then
    assertThat(Run.mentions(status, target(3).pod())).isTrue();
    assertThat(Run.mentions(status, target(149).pod())).isTrue();
    assertThat(Run.mentions(status, "pod")).isFalse();
  }

  private static Run run(int targets) {
    return Run.starting(IntStream.range(0, targets).mapToObj(RunTest::target).toList());
  }

  private static Target target(int i) {
    return Target.pending("pod-%03d".formatted(i), "uid-%03d".formatted(i), "main");
  }

  /** What the next reconciliation, or the next process, knows. */
  private static Run stored(Run run) {
    return Run.of(status(run));
  }

  private static PowerToolStatus status(Run run) {
    PowerToolStatus status = new PowerToolStatus();
    status.setCounts(run.counts());
    List<TargetStatus> listed = run.listed();
    status.setTargets(listed);
    status.setUnlisted(run.unlisted());
    return status;
  }
}
