package io.langop.operator.cli.admission;

import static io.langop.operator.cli.admission.SomeAdmission.PLACE;
import static io.langop.operator.cli.admission.SomeAdmission.compiledOf;
import static io.langop.operator.cli.admission.SomeAdmission.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.admission.CompiledState.State;
import io.langop.operator.cli.cluster.Reading;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompiledStateTest {

  @Test
  void theSameTextIsCurrent() {
    // When
    CompiledState state =
        CompiledState.of(PLACE, Reading.of(compiledOf("gcr.io # é\n")), Reading.of("gcr.io # é\n"));

    // Then
    assertThat(state)
        .isEqualTo(
            new CompiledState("operator-config", State.CURRENT, 2L, "2026-12-01T10:00:00Z", null));
  }

  @Test
  void anotherTextIsNotCurrentEvenIfItSaysTheSame() {
    // When
    CompiledState state =
        CompiledState.of(PLACE, Reading.of(compiledOf("gcr.io")), Reading.of("gcr.io\n"));

    // Then
    assertThat(state.state()).isEqualTo(State.OUTDATED);
    assertThat(state.message())
        .startsWith(
            "CompiledAllowlist 'operator-config' was made from another text than that of ConfigMap"
                + " 'kube-system/operator-config', so the last edit is not enforced yet.");
    assertThat(state.mayBeOnItsWay()).isTrue();
  }

  @Test
  void aListThatIsGoneLeavesItOutdated() {
    // When
    CompiledState state =
        CompiledState.of(PLACE, Reading.of(compiledOf("gcr.io")), Reading.missing());

    // Then
    assertThat(state.state()).isEqualTo(State.OUTDATED);
    assertThat(state.message()).contains("which ConfigMap 'kube-system/operator-config' does not");
  }

  @Test
  void whyThereIsNoListIsToldInTheWordsOfTheCompiledOne() {
    // When
    CompiledState state =
        CompiledState.of(
            PLACE,
            Reading.of(
                object("operator-config", Map.of(), "{unavailable: No list here, shown: none}")),
            Reading.forbidden());

    // Then
    assertThat(state.state()).isEqualTo(State.UNAVAILABLE);
    assertThat(state.message()).endsWith(" is refused where the list is enforced: No list here");
    assertThat(state.isWrong()).isTrue();
  }

  @Test
  void withoutTheRightToReadTheListItsEntriesAreStillKnown() {
    // When
    CompiledState state =
        CompiledState.of(PLACE, Reading.of(compiledOf("gcr.io")), Reading.forbidden());

    // Then
    assertThat(state.state()).isEqualTo(State.UNKNOWN);
    assertThat(state.described()).isEqualTo("2 entries, proved 2026-12-01T10:00:00Z");
    assertThat(state.isWrong()).isFalse();
  }

  @Test
  void aMissingOneIsWrongAndAForbiddenOneIsNotKnown() {
    // When
    CompiledState missing = CompiledState.of(PLACE, Reading.missing(), Reading.of(""));
    CompiledState forbidden = CompiledState.of(PLACE, Reading.forbidden(), Reading.of(""));

    // Then
    assertThat(missing.isWrong()).isTrue();
    assertThat(missing.message())
        .startsWith("CompiledAllowlist 'operator-config' does not exist, so every new pod");
    assertThat(forbidden.isWrong()).isFalse();
    assertThat(forbidden.message()).startsWith("You may not read CompiledAllowlist");
  }
}
