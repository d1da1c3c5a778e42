package io.langop.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.yaml.snakeyaml.Yaml;

/** Settings take rights away too, so a mistake must never leave a part of them. */
class SettingsPropertyTest {

  private static final List<String> LINES =
      List.of(
          "securityContext:",
          "  runAsUser: 1000",
          "  capabilities:",
          "    add: [SYS_PTRACE]",
          "args: [--safe]",
          "namespaces: [team-a]",
          "maxDuration: 10m");

  /** What is written beside right settings by mistake. */
  @Provide
  Arbitrary<String> mistakes() {
    return Arbitraries.of(
        "namespace: team-b",
        "namespaces: [team-b]",
        "maxduration: 1s",
        "maxDuration: 1h",
        "privileged: false",
        "args: []",
        "x: &a y",
        "securityContext: {}",
        "- a",
        "text",
        "---",
        "{}",
        "!!x y: z",
        "%YAML 1.1",
        "  readOnly: true",
        "? a");
  }

  @Property
  void aLineTooMuchAnywhereMakesAllOfThemInvalid(
      @ForAll("mistakes") String mistake, @ForAll("places") int place) {
    // Given
    List<String> lines = new ArrayList<>(LINES);
    lines.add(place, mistake);

    // When
    ParsedSettings parsed = ProfilerSettings.parse("aperf", String.join("\n", lines));

    // Then a document that begins before all settings is the one exception
    if (mistake.equals("---") && place == 0) {
      assertThat(parsed).isEqualTo(ProfilerSettings.parse("aperf", String.join("\n", LINES)));
    } else {
      assertThat(parsed).isInstanceOf(InvalidToolSettings.class);
    }
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, LINES.size());
  }

  @Property
  void aTextThatIsCutOffIsNeverTakenForOtherValues(@ForAll("cuts") int cut) {
    // Given
    String whole = String.join("\n", LINES);

    // When
    ParsedSettings parsed = ProfilerSettings.parse("aperf", whole.substring(0, cut));

    // Then what is still there says what it said
    if (parsed instanceof ToolSettings part) {
      Map<String, Object> before = ((ToolSettings) ProfilerSettings.parse("aperf", whole)).tree();
      part.tree()
          .forEach(
              (field, value) -> {
                if (!field.equals("securityContext") && !field.equals("maxDuration")) {
                  assertThat(before).containsEntry(field, value);
                }
              });
    }
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(0, String.join("\n", LINES).length());
  }

  @Property
  void anyTextIsTakenOrRefusedAndNeverThrows(@ForAll String text) {
    assertThat(ProfilerSettings.parse("aperf", text)).isNotNull();
  }

  @Property
  void anyTextOfYamlsOwnSignsIsTakenOrRefused(@ForAll("signs") String text) {
    assertThat(ProfilerSettings.parse("aperf", text)).isNotNull();
  }

  @Provide
  Arbitrary<String> signs() {
    return Arbitraries.strings().withChars("args:env &*!|>{}[]-?'\"\n\t#%~<,.0").ofMaxLength(60);
  }

  @Property
  void whatIsShownOfSettingsSaysTheSameWhenItIsReadAgain(@ForAll("fields") List<String> lines) {
    // Given
    ToolSettings settings =
        (ToolSettings)
            ProfilerSettings.parse("aperf", lines.isEmpty() ? "{}" : String.join("\n", lines));

    // When
    ParsedSettings again = ProfilerSettings.parse("aperf", new Yaml().dump(settings.tree()));

    // Then
    assertThat(again).isEqualTo(settings);
  }

  @Provide
  Arbitrary<List<String>> fields() {
    return Arbitraries.of(
            "securityContext: {privileged: true, runAsUser: 0}",
            "args: ['1', 'yes', \"a\\nb\", '']",
            "env: [{name: B, value: 'x: y'}, {name: A, value: '~'}]",
            "namespaces: [b-*, a]",
            "maxDuration: 1h0m1.5s")
        .list()
        .ofMaxSize(5)
        .uniqueElements();
  }
}
