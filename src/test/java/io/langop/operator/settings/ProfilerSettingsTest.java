package io.langop.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilerSettingsTest {

  private static final String EVERYTHING =
      """
      # What aperf needs.
      securityContext:
        allowPrivilegeEscalation: true
        appArmorProfile: {type: Unconfined}
        capabilities:
          add: [SYS_PTRACE, PERFMON]
          drop: [ALL]
        privileged: false
        procMount: Default
        readOnlyRootFilesystem: true
        runAsGroup: 1000
        runAsNonRoot: false
        runAsUser: 0
        seLinuxOptions: {type: spc_t}
        seccompProfile:
          type: Localhost
          localhostProfile: profiles/perf.json
      args: [--rate=99, "1"]
      env:
        - name: HZ
          value: "99"
      namespaces: [team-a, team-b-*]
      maxDuration: 1m30s
      """;

  @Test
  void everyFieldIsTakenAsItIsWritten() {
    // When
    ToolSettings settings = valid(EVERYTHING);

    // Then
    assertThat(settings.securityContext())
        .containsEntry("allowPrivilegeEscalation", true)
        .containsEntry("appArmorProfile", Map.of("type", "Unconfined"))
        .containsEntry(
            "capabilities", Map.of("add", List.of("SYS_PTRACE", "PERFMON"), "drop", List.of("ALL")))
        .containsEntry("privileged", false)
        .containsEntry("procMount", "Default")
        .containsEntry("readOnlyRootFilesystem", true)
        .containsEntry("runAsGroup", 1000L)
        .containsEntry("runAsNonRoot", false)
        .containsEntry("runAsUser", 0L)
        .containsEntry("seLinuxOptions", Map.of("type", "spc_t"))
        .containsEntry(
            "seccompProfile", Map.of("type", "Localhost", "localhostProfile", "profiles/perf.json"))
        .hasSize(11);
    assertThat(settings.args()).containsExactly("--rate=99", "1");
    assertThat(settings.env()).containsExactly(new EnvSetting("HZ", "99"));
    assertThat(settings.maxDuration()).isEqualTo(Duration.ofSeconds(90));
    assertThat(settings.allowsIn("team-a")).isTrue();
    assertThat(settings.allowsIn("team-b-blue")).isTrue();
    assertThat(settings.allowsIn("team-b")).isFalse();
    assertThat(settings.allowsIn("team-ab")).isFalse();
  }

  @Test
  void aToolWithoutAKeyHasNoSettings() {
    // Given
    ProfilerSettings settings = ProfilerSettings.of(Map.of("aperf", "{}"), Set.of());

    // When, Then
    assertThat(settings.of("another")).isEqualTo(ToolSettings.NONE);
    assertThat(settings.of("aperf")).isEqualTo(ToolSettings.NONE);
    assertThat(settings.of((String) null)).isEqualTo(ToolSettings.NONE);
    assertThat(ToolSettings.NONE.allowsIn("anywhere")).isTrue();
  }

  @Test
  void theShorterBoundOfADurationCounts() {
    // Given
    ToolSettings settings = valid("maxDuration: 10m");

    // When, Then
    assertThat(settings.atMost(Duration.ofHours(1))).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.atMost(Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(1));
    assertThat(ToolSettings.NONE.atMost(Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("", 1, "it is empty: write {} for no settings, or remove the key"),
        mistake("# nothing\n", 1, "it is empty: write {} for no settings, or remove the key"),
        mistake("~", 1, "it must have fields"),
        mistake("privileged", 1, "it must have fields"),
        mistake("[]", 1, "it must have fields"),
        mistake("image: evil", 1, "there is no field 'image': there are securityContext, args"),
        mistake("args: []\nArgs: []", 2, "there is no field 'Args'"),
        mistake("args: []\nargs: [a]", 2, "the field 'args' is there twice"),
        mistake("args:\n", 1, "args must be a list"),
        mistake("args: --rate", 1, "args must be a list"),
        mistake("args: [a, 99]", 1, "args[1] must be a text: put it in quotes"),
        mistake("args: [yes]", 1, "args[0] must be a text: put it in quotes"),
        mistake("args: [[a]]", 1, "args[0] must be a text"),
        mistake("args: ['" + "x".repeat(4097) + "']", 1, "args[0] must have at most 4096"),
        mistake("args: ['" + "x".repeat(4000) + "', '" + "y".repeat(97) + "']", 1, "4096 bytes"),
        mistake("args: ['" + "ä".repeat(2049) + "']", 1, "args must have at most 4096 bytes"),
        mistake("args: [" + "a,".repeat(65) + "]", 1, "args must have at most 64 elements"),
        mistake("securityContext: []", 1, "securityContext must have fields"),
        mistake("securityContext:\n  privileged: 'true'", 2, "must be true or false"),
        mistake("securityContext:\n  privileged: yes", 2, "must be true or false"),
        mistake("securityContext:\n  privileged: True", 2, "must be true or false"),
        mistake("securityContext:\n  runAsuser: 0", 2, "no field 'securityContext.runAsuser'"),
        mistake("securityContext: {runAsUser: -1}", 1, "must be a whole number from 0 to"),
        mistake("securityContext: {runAsUser: 010}", 1, "must be a whole number from 0 to"),
        mistake("securityContext: {runAsUser: 1e3}", 1, "must be a whole number from 0 to"),
        mistake("securityContext: {runAsUser: 2147483648}", 1, "must be a whole number from 0"),
        mistake("securityContext: {runAsUser: '0'}", 1, "must be a whole number from 0 to"),
        mistake(
            "securityContext: {capabilities: [SYS_PTRACE]}", 1, "capabilities must have fields"),
        mistake("securityContext: {capabilities: {add: [CAP_BPF]}}", 1, "without CAP_"),
        mistake("securityContext: {capabilities: {add: [SYS_PTRCE]}}", 1, "no capability of Linux"),
        mistake("securityContext: {capabilities: {add: [BPF, BPF]}}", 1, "a capability twice"),
        mistake("securityContext: {seccompProfile: {}}", 1, "seccompProfile needs a type"),
        mistake("securityContext: {seccompProfile: {type: None}}", 1, "must be one of"),
        mistake(
            "securityContext: {seccompProfile: {type: Localhost}}", 1, "needs localhostProfile"),
        mistake(
            "securityContext: {seccompProfile: {type: Unconfined, localhostProfile: a}}",
            1,
            "needs localhostProfile with the type Localhost, and only with it"),
        mistake(
            "securityContext: {appArmorProfile: {type: Localhost, localhostProfile: a/../../b}}",
            1,
            "must be a path below the node's"),
        mistake("securityContext: {procMount: unmasked}", 1, "one of Default, Unmasked"),
        mistake(
            "securityContext:\n  privileged: true\n  allowPrivilegeEscalation: false",
            2,
            "securityContext cannot be privileged with allowPrivilegeEscalation false"),
        mistake(
            "securityContext: {runAsNonRoot: true, runAsUser: 0}", 1, "cannot have runAsNonRoot"),
        mistake("env: {A: b}", 1, "env must be a list"),
        mistake("env:\n- name: A", 2, "env[0] needs a name and a value"),
        mistake("env:\n- name: A\n  value: 1", 3, "env[0].value must be a text: put it in quotes"),
        mistake("env:\n- name: A\n  valueFrom: {}", 3, "there is no field 'env[0].valueFrom'"),
        mistake("env: [{name: 'A=B', value: ''}]", 1, "env[0].name is no name of a variable"),
        mistake("env: [{name: A, value: ''}, {name: A, value: ''}]", 1, "the variable A twice"),
        mistake("env: [{name: PROFILER_TOOL, value: ''}]", 1, "which every run sets itself"),
        mistake("namespaces: []", 1, "namespaces is empty: leave it out for every namespace"),
        mistake("namespaces: team-a", 1, "namespaces must be a list"),
        mistake("namespaces: ['*']", 1, "would be every namespace: leave namespaces out"),
        mistake("namespaces: [team-*-b]", 1, "'team-*-b' is no name of a namespace"),
        mistake("namespaces: ['team-a,team-b']", 1, "is no name of a namespace"),
        mistake("maxDuration: 10", 1, "maxDuration must be a text: put it in quotes"),
        mistake("maxDuration: 0s", 1, "maxDuration must be a duration such as"),
        mistake("maxDuration: 1d", 1, "maxDuration must be a duration such as"),
        mistake("args: [a]\n---\nargs: [b]", 2, "it is more than one document"),
        mistake("args: &a [x]", 1, "anchors and aliases are not allowed"),
        mistake("args: [x]\nnamespaces: *a", 2, "anchors and aliases are not allowed"),
        mistake("args: !!str x", 1, "tags are not allowed"),
        mistake("!!java.net.URL [x]", 1, "tags are not allowed"),
        mistake("<<: {args: [x]}", 1, "there is no field '<<'"),
        mistake("args: [x\nnamespaces: [a]", 2, "it is no YAML: "),
        mistake("args: [x]\n%YAML 1.1", 1, "a line cannot begin with %"),
        mistake("args:\n\t- x", 2, "it is no YAML: "),
        mistake("args: [\u0007]", 1, "it is no YAML: "),
        mistake("[".repeat(100), 1, "it is no YAML: "),
        mistake("? [a]\n: b", 1, "there is no field"),
        mistake("#" + "x".repeat(16 * 1024), 1, "it is longer than 16384 characters"));
  }

  private static Arguments mistake(String text, int line, String reason) {
    return Arguments.of(text, line, reason);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeMakesAllSettingsOfTheToolInvalidAndNamesItsLine(
      String text, int line, String reason) {
    // When
    ParsedSettings parsed = ProfilerSettings.parse("aperf", text);

    // Then
    assertThat(parsed)
        .isInstanceOfSatisfying(
            InvalidToolSettings.class,
            invalid -> {
              assertThat(invalid.tool()).isEqualTo("aperf");
              assertThat(invalid.reason()).contains(reason).hasSizeLessThan(400);
              assertThat(invalid.line()).isEqualTo(line);
            });
  }

  @Test
  void aReasonNeverTellsTheValueOfAVariableOrAnArgument() {
    // Given
    List<String> texts =
        List.of(
            "env: [{name: A, value: [hush]}]",
            "env: [{name: PROFILER_TOOL, value: hush}]",
            "args: [hush, {hush: a}]",
            "args: [hush]\nargs: [hush]");

    // When
    Stream<ParsedSettings> parsed =
        texts.stream().map(text -> ProfilerSettings.parse("aperf", text));

    // Then
    assertThat(parsed)
        .allSatisfy(
            settings ->
                assertThat(((InvalidToolSettings) settings).reason()).doesNotContain("hush"));
  }

  @Test
  void aBadToolLeavesTheOthersAsTheyAre() {
    // When
    ProfilerSettings settings =
        ProfilerSettings.of(Map.of("good", "args: [a]", "bad", "args: a"), Set.of("binary"));

    // Then
    assertThat(settings.of("good")).isEqualTo(valid("args: [a]"));
    assertThat(settings.invalid())
        .extracting(InvalidToolSettings::tool)
        .containsExactly("bad", "binary");
    assertThat(settings.of("binary"))
        .extracting("reason")
        .isEqualTo("it is under binaryData, where kubectl puts a file that is not in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"args\": [\"a\"]}",
        "\uFEFFargs: [a]",
        "args: [a]\r\nmaxDuration: 1h\r\n",
        "---\nargs: [a]\n",
        "args: ['', '~', 'yes']",
        "env: [{name: a.b-c, value: ''}]"
      })
  void harmlessWritingIsTaken(String text) {
    assertThat(ProfilerSettings.parse("aperf", text)).isInstanceOf(ToolSettings.class);
  }

  private static ToolSettings valid(String text) {
    return (ToolSettings) ProfilerSettings.parse("aperf", text);
  }
}
