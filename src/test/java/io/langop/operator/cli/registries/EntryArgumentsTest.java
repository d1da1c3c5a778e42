package io.langop.operator.cli.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.cli.Cli;
import io.langop.operator.cli.Cli.Result;
import io.langop.operator.cli.session.Failure;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryArgumentsTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00.987Z");

  private static List<String> written(EntryArguments arguments, String... entries) {
    return arguments.entries(List.of(entries), NOW).stream().map(AllowlistEntry::written).toList();
  }

  @Test
  void optionsHoldForAllEntries() {
    // When
    List<String> written =
        written(
            new EntryArguments(true, "team-a,oncall-*", "2026-12-31"),
            "ghcr.io/acme",
            "docker.io/acme/");

    // Then
    assertThat(written)
        .containsExactly(
            "ghcr.io/acme digest=required namespaces=team-a,oncall-* until=2026-12-31",
            "docker.io/acme/ digest=required namespaces=team-a,oncall-* until=2026-12-31");
  }

  @Test
  void anEntryMayHaveOthersItself() {
    // When
    List<String> written =
        written(new EntryArguments(true, null, null), "  a.io   until=2026-12-31 ");

    // Then
    assertThat(written).containsExactly("a.io until=2026-12-31 digest=required");
  }

  @ParameterizedTest
  @CsvSource({
    "2h, 2026-12-01T14:00:00Z",
    "90m, 2026-12-01T13:30:00Z",
    "3d, 2026-12-04T12:00:00Z",
    "2026-12-31, 2026-12-31",
    "2026-12-31T18:00:00Z, 2026-12-31T18:00:00Z"
  })
  void aTimeFromNowBecomesATimeInUtc(String value, String until) {
    // When
    List<AllowlistEntry> entries =
        new EntryArguments(false, null, value).entries(List.of("a.io"), NOW);

    // Then
    assertThat(entries).extracting(AllowlistEntry::written).containsExactly("a.io until=" + until);
    assertThat(entries.get(0)).isEqualTo(AllowlistEntry.parse(entries.get(0).written()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "a.io | - | soon | --until: 'soon' is not a date such as 2026-12-31, a time in UTC such as 2026-12-31T18:00:00Z, or a time from now such as 90m, 2h or 3d.",
        "a.io | - | 2026-12-31 18:00 | --until: '2026-12-31 18:00' is not a date such as 2026-12-31, a time in UTC such as 2026-12-31T18:00:00Z, or a time from now such as 90m, 2h or 3d.",
        "a.io | - | 2026-12-31 digest=required | --until: '2026-12-31 digest=required' is not a date such as 2026-12-31, a time in UTC such as 2026-12-31T18:00:00Z, or a time from now such as 90m, 2h or 3d.",
        "a.io | a, b | - | --namespaces: 'a, b' has white space: separate the names by commas only.",
        "a.io | A | - | 'a.io namespaces=A' cannot be an entry: 'A' is no name of a namespace, and '*' stands only at the end of one.",
        "a.io | - | 2026-11-30 | 'a.io until=2026-11-30' would have ended already: it is 2026-12-01T12:00:00Z now. Give a later end, for example --until 2h.",
        "a.io | - | 0m | 'a.io until=2026-12-01T12:00:00Z' would have ended already: it is 2026-12-01T12:00:00Z now. Give a later end, for example --until 2h.",
        "a.io until=2026-11-30 | - | - | 'a.io until=2026-11-30' would have ended already: it is 2026-12-01T12:00:00Z now. Give a later end, for example --until 2h.",
        "a.io until=2026-12-31 | - | 2h | 'a.io until=2026-12-31' has the option 'until' itself, so leave out --until.",
        "a.io namespaces=x | a | - | 'a.io namespaces=x' has the option 'namespaces' itself, so leave out --namespaces.",
        "until=2026-12-31 | - | - | 'until=2026-12-31' is an option of an entry: write both in one pair of quotes, or use --until.",
        "https://a.io | - | - | 'https://a.io' cannot be an entry: it has a scheme: write it without 'https://'.",
        "a.io untill=2026-12-31 | - | - | 'a.io untill=2026-12-31' cannot be an entry: there is no option 'untill': there are digest=required, namespaces=NAME,… and until=TIME. Did you mean 'until'?"
      })
  void whatTheListWouldIgnoreIsRefused(
      String entry, String namespaces, String until, String message) {
    // Given
    EntryArguments arguments = new EntryArguments(false, namespaces, until);

    // When, Then
    assertThatThrownBy(() -> arguments.entries(List.of(entry), NOW))
        .isInstanceOf(Failure.class)
        .hasMessage(message);
  }

  @Test
  void theCommandRefusesBeforeItAsksACluster() {
    // When
    Result result =
        new Cli()
            .at(NOW)
            .run(
                "registries",
                "add",
                "a.io digest=required",
                "--digest-required",
                "--namespaces",
                "a",
                "--until",
                "2h");

    // Then
    assertThat(result)
        .isEqualTo(
            new Result(
                2,
                "",
                "aictl: 'a.io digest=required' has the option 'digest' itself, so leave out"
                    + " --digest-required.\n"));
  }

  @Test
  void theNamespaceOfTheCommandIsNotThatOfTheEntry() {
    // When
    Result result = new Cli().run("registries", "add", "a.io", "-n", "team-a");

    // Then
    assertThat(result)
        .isEqualTo(
            new Result(
                2,
                "",
                "aictl: 'aictl registries add' is about no single namespace, so it takes no -n."
                    + " Option --namespaces limits an entry. See 'aictl registries add --help'.\n"));
  }
}
