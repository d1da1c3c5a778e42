package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.settings.ParsedSettings;
import io.langop.operator.settings.ProfilerSettings;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsChangeTest {

  @Test
  void everyChangeNamesToolAndFieldsButNoValueOfAVariable() {
    // When
    var changes =
        SettingsChange.between(
            tools(
                Map.of(
                    "same", "args: [a]",
                    "gone", "namespaces: [team-a]",
                    "more", "securityContext: {runAsUser: 1}",
                    "hush", "env: [{name: A, value: b}]",
                    "worse", "args: [a]")),
            tools(
                Map.of(
                    "same", "args: [\"a\"] # as before",
                    "new", "maxDuration: 1m",
                    "more", "securityContext: {runAsUser: 0, capabilities: {add: [BPF]}}",
                    "hush", "env: [{name: A, value: c}]",
                    "worse", "args: a")));

    // Then
    assertThat(changes)
        .extracting(SettingsChange::message)
        .containsExactly(
            "The settings of tool 'gone' were removed: namespaces [team-a] -> (not set)",
            "The settings of tool 'hush' were changed: values or the order of env",
            "The settings of tool 'more' were changed: securityContext.capabilities.add (not set) ->"
                + " [BPF]; securityContext.runAsUser 1 -> 0",
            "The settings of tool 'new' were added: maxDuration (not set) -> 1m",
            "The settings of tool 'worse' were changed: they are not valid now");
    assertThat(changes)
        .extracting(SettingsChange::kind)
        .containsExactly(
            EditKind.removed, EditKind.changed, EditKind.changed, EditKind.added, EditKind.changed);
  }

  @Test
  void theLongestSettingsFitAnEvent() {
    // Given
    String long64 = "x".repeat(4000);
    String all =
        """
        securityContext:
          seLinuxOptions: {level: '%1$s', role: '%1$s', type: '%1$s', user: '%1$s'}
          seccompProfile: {type: Localhost, localhostProfile: '%1$s'}
        args: ['%2$s']
        """
            .formatted("ü".repeat(255), long64);

    // When
    var changes = SettingsChange.between(Map.of(), tools(Map.of("t".repeat(253), all)));

    // Then
    assertThat(changes)
        .singleElement()
        .satisfies(change -> assertThat(change.message()).hasSizeLessThan(1024));
  }

  private static Map<String, ParsedSettings> tools(Map<String, String> data) {
    return ProfilerSettings.of(data, Set.of()).tools();
  }
}
