package io.langop.operator.cli.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.OutputSchema;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.output.Format;
import io.langop.operator.cli.output.ItemWriter;
import io.langop.operator.cli.output.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListedEntriesTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  private static List<ListedEntry> entries(String list, UsedImage... uses) {
    return ListedEntries.of(CurrentList.of(list, NOW), Optional.of(List.of(uses)), NOW);
  }

  private static String shown(Format format, List<ListedEntry> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    try (ItemWriter<ListedEntry> writer =
        ItemWriter.of(format, new ListedEntry.Shown(entries), out, new Style(false))) {
      entries.forEach(writer::add);
    }
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String note(String list, UsedImage... uses) {
    return entries(list, uses).get(0).note();
  }

  @Test
  void aListWithoutOptionsHasNoColumnsForThem() {
    // When
    String table =
        shown(
            Format.table,
            entries("a.io\n# ours\n*bad\na.io\n", SomeUsedImages.agent("demo/web", "a.io/x")));

    // Then
    assertThat(table)
        .isEqualTo(
            """
            LINE   ENTRY   USED BY   NOTE
            1      a.io    1
            3      *bad    -         IGNORED: '*' stands only for whole labels at the start, as in *.example.com
            4      a.io    -         the same as line 1
            """);
  }

  @Test
  void optionsHaveColumns() {
    // When
    String table =
        shown(
            Format.table,
            entries(
                """
                ghcr.io/acme   digest=required # pinned
                quay.io/incident/ until=2026-12-01T18:00:00Z namespaces=team-a,oncall-*
                quay.io/trial until=2026-11-30
                registry.example.com
                """,
                SomeUsedImages.agent("demo/unpinned", "ghcr.io/acme/x:1"),
                SomeUsedImages.agent("oncall-1/web", "quay.io/incident/fix"),
                SomeUsedImages.agent("demo/web", "quay.io/incident/fix"),
                SomeUsedImages.agent("demo/late", "quay.io/trial")));

    // Then
    assertThat(table)
        .isEqualTo(
            """
            LINE   ENTRY                  DIGEST     NAMESPACES        UNTIL                  USED BY   NOTE
            1      ghcr.io/acme           required   -                 -                      0         unused; 1 refused for lack of a digest
            2      quay.io/incident/      -          team-a,oncall-*   2026-12-01T18:00:00Z   1         ends in 6 hours; 1 refused in other namespaces
            3      quay.io/trial          -          -                 2026-11-30             0         ENDED: 2026-11-30; 1 refused since then
            4      registry.example.com   -          -                 -                      0         unused
            """);
  }

  @Test
  void onlyTheOptionsThatAreThereHaveColumns() {
    // When
    String table = shown(Format.table, entries("a.io until=2027-01-31\n"));

    // Then
    assertThat(table)
        .isEqualTo(
            """
            LINE   ENTRY   UNTIL        USED BY   NOTE
            1      a.io    2027-01-31   0         unused
            """);
  }

  @Test
  void namesMakeAListThatAllowsTheSame() {
    // Given
    String list = "a.io/x/ until=2027-01-31\nb.io digest=required\n";

    // When
    String names = shown(Format.name, entries(list));

    // Then
    assertThat(names).isEqualTo(list);
  }

  @Test
  void programsGetTheOptionsAsFields() {
    // Given
    ListedEntry entry =
        entries("a.io digest=required namespaces=a,b-* until=2026-11-30\n*bad\n").get(0);
    ListedEntry ignored = entries("*bad\n").get(0);

    // When
    Map<String, Object> tree = new ListedEntry.Shown(List.of()).tree(entry);
    Map<String, Object> ofIgnored = new ListedEntry.Shown(List.of()).tree(ignored);

    // Then
    assertThat(tree)
        .containsEntry("entry", "a.io digest=required namespaces=a,b-* until=2026-11-30")
        .containsEntry("digest", "required")
        .containsEntry("namespaces", List.of("a", "b-*"))
        .containsEntry("until", "2026-11-30")
        .containsEntry("ended", true)
        .containsEntry("valid", true);
    assertThat(ofIgnored)
        .containsEntry("digest", null)
        .containsEntry("namespaces", null)
        .containsEntry("until", null)
        .containsEntry("ended", null);
  }

  @Test
  void jsonIsAsItsSchemaSays() {
    // When
    String json =
        shown(
            Format.json,
            entries("a.io digest=required namespaces=a until=2026-11-30\n*bad\nb.io\nb.io\n"));

    // Then
    assertThat(new OutputSchema().problems("registriesList", json)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-01T12:00:00Z, ENDED: 2026-12-01T12:00:00Z",
    "2026-11-30, ENDED: 2026-11-30",
    "2026-12-01T12:00:01Z, unused; ends in less than a minute",
    "2026-12-01T13:30:00Z, unused; ends in 90 minutes",
    "2026-12-01, unused; ends in 12 hours",
    "2026-12-02T12:00:00Z, unused; ends in 24 hours",
    "2026-12-02T12:00:01Z, unused"
  })
  void whatEndsWithinADayOrHasEndedIsSaid(String until, String note) {
    assertThat(note("a.io until=" + until)).isEqualTo(note);
  }

  @Test
  void anEntryThatWasMeantForAnOrganisationIsExplained() {
    // Given
    UsedImage redis = SomeUsedImages.agent("demo/redis", "bitnami/redis");

    // When
    String meant = note("docker.io/bitnami", redis);
    String used = note("docker.io/bitnami", redis, SomeUsedImages.agent("demo/x", "bitnami"));

    // Then
    assertThat(meant)
        .isEqualTo(
            "unused; only the repository docker.io/library/bitnami; 1 refused below it, write"
                + " 'docker.io/bitnami/' to allow them");
    assertThat(used).isEmpty();
  }

  @Test
  void whereAgentsMayNotBeListedNothingIsSaidOfUses() {
    // When
    List<ListedEntry> entries =
        ListedEntries.of(CurrentList.of("a.io digest=required", NOW), Optional.empty(), NOW);

    // Then
    assertThat(entries.get(0).uses()).isNull();
    assertThat(entries.get(0).note()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.io untill=2026-12-31 | Did you mean 'until'?",
        "a.io namespace=x | Did you mean 'namespaces'?",
        "a.io digest-required | Did you mean 'digest=required'?",
        "a.io digest=required Until=2026-12-31 | Did you mean 'until'?"
      })
  void aMisspeltOptionIsGuessed(String entry, String hint) {
    assertThat(note(entry)).startsWith("IGNORED: ").endsWith(". " + hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.io b.io | IGNORED: it contains white space: write one entry a line",
        "a.io digest=yes | IGNORED: digest=yes means nothing: write digest=required",
        "*bad untill=x | IGNORED: '*' stands only for whole labels at the start, as in *.example.com"
      })
  void whatIsNoMisspeltOptionIsNotGuessed(String entry, String note) {
    assertThat(note(entry)).isEqualTo(note);
  }
}
