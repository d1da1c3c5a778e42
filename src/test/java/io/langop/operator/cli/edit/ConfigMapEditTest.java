package io.langop.operator.cli.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.output.Format;
import io.langop.operator.cli.session.ExitCode;
import io.langop.operator.cli.session.Failure;
import io.langop.operator.cli.session.Session;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ConfigMapEditTest {

  private static final ConfigMapPlace PLACE = new ConfigMapPlace("demo", "registries", "key");

  private final ConfigMapEdit.Options options = new ConfigMapEdit.Options();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final List<String> written = new ArrayList<>();
  private int collisions;
  private int reads;

  /** What is stored; its first writes come too late. */
  private final ConfigMapEdit.Target map =
      new ConfigMapEdit.Target() {
        @Override
        public StoredMap read() {
          return new StoredMap(String.valueOf(++reads), Map.of());
        }

        @Override
        public boolean write(StoredMap read, String value) {
          if (collisions-- > 0) {
            return false;
          }
          written.add(read.version() + ": " + value);
          return true;
        }
      };

  @Test
  void whatAPersonConfirmsIsWritten() {
    // When
    int code = run("y\n", true, stored -> change("adds ghcr.io"));

    // Then
    assertThat(code).isEqualTo(ExitCode.OK);
    assertThat(written).containsExactly("1: new");
    assertThat(text())
        .isEqualTo("adds ghcr.io\nChange it? [y/N] Changed ConfigMap 'demo/registries'.\n");
  }

  @Test
  void whatAPersonDoesNotConfirmIsNotWritten() {
    // When
    int code = run("\n", true, stored -> change("adds ghcr.io"));

    // Then
    assertThat(code).isEqualTo(ExitCode.NEGATIVE);
    assertThat(written).isEmpty();
    assertThat(text()).endsWith("Nothing was changed.\n");
  }

  @Test
  void whereNobodyCanBeAskedNothingIsWrittenWithoutYes() {
    assertThatThrownBy(() -> run("", false, stored -> change("adds ghcr.io")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nobody can be asked here");
    assertThat(written).isEmpty();
  }

  @Test
  void aDryRunAndAProposalThatChangesNothingWriteNothing() {
    // Given
    options.yes = true;

    // When
    run("", false, stored -> new Proposal("new", false, List.of("is there"), Map.of()));
    options.dryRun = true;
    run("", false, stored -> change("adds ghcr.io"));

    // Then
    assertThat(written).isEmpty();
    assertThat(text())
        .isEqualTo("is there\nNothing was changed.\nadds ghcr.io\nDry run: nothing was changed.\n");
  }

  @Test
  void afterACollisionItReadsAgainAndDoesNotAskAgainForTheSameEffect() {
    // Given
    collisions = 2;

    // When
    run("y\n", true, stored -> change("adds ghcr.io"));

    // Then
    assertThat(written).containsExactly("3: new");
    assertThat(text()).containsOnlyOnce("Change it?");
  }

  @Test
  void afterACollisionThatChangesTheEffectItAsksAgain() {
    // Given
    collisions = 1;

    // When
    int code = run("y\nn\n", true, stored -> change("effect " + stored.version()));

    // Then
    assertThat(code).isEqualTo(ExitCode.NEGATIVE);
    assertThat(written).isEmpty();
    assertThat(text()).contains("effect 1", "effect 2");
  }

  @Test
  void itGivesUpWhenOthersAreAlwaysFaster() {
    // Given
    options.yes = true;
    collisions = 1_000;

    // Then
    assertThatThrownBy(() -> run("", false, stored -> change("adds ghcr.io")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("was changed by others during all 20 attempts");
    assertThat(reads).isEqualTo(20);
  }

  private static Proposal change(String effect) {
    return new Proposal("new", true, List.of(effect), Map.of());
  }

  private int run(String input, boolean terminal, Function<StoredMap, Proposal> propose) {
    PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
    Session session =
        new Session(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            out,
            out,
            terminal,
            terminal,
            Map.of(),
            Clock.systemUTC());
    return new ConfigMapEdit(session, map, PLACE, options, Format.table).run(propose);
  }

  private String text() {
    return output.toString(StandardCharsets.UTF_8);
  }
}
