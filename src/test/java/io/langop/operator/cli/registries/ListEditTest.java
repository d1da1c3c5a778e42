package io.langop.operator.cli.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.edit.Proposal;
import io.langop.operator.cli.session.Failure;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListEditTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
  private static final String LIST =
      """
      a.io # all
      a.io   digest=required
      a.io/x
      b.io namespaces=x,y
      *bad until
      """;

  private static final ConfigMapPlace PLACE =
      new ConfigMapPlace("kube-system", "operator-config", "allowed-registries");

  private static StoredMap stored(String list) {
    return new StoredMap("7", Map.of("allowed-registries", list));
  }

  private static Proposal add(String list, List<UsedImage> uses, String... entries) {
    return new ListEdit(PLACE, uses, null, NOW)
        .add(
            stored(list),
            Arrays.stream(entries)
                .map(text -> (AllowlistEntry) AllowlistEntry.parse(text))
                .toList(),
            "");
  }

  private static Proposal remove(String list, String... entries) {
    return new ListEdit(PLACE, List.of(), null, NOW).remove(stored(list), List.of(entries));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.io | 1 2",
        "A.io | 1 2",
        "a.io digest=required | 2",
        "b.io | 4",
        "b.io namespaces=y,x | 4",
        "*bad until | 5"
      })
  void anEntryIsRemovedWithAnyOptionsOrWithThose(String entry, String removed) {
    // When
    Proposal proposal = remove(LIST, entry);

    // Then
    List<String> lines = LIST.lines().toList();
    String left =
        String.join(
            "",
            java.util.stream.IntStream.rangeClosed(1, lines.size())
                .filter(number -> !List.of(removed.split(" ")).contains("" + number))
                .mapToObj(number -> lines.get(number - 1) + "\n")
                .toList());
    assertThat(proposal.value()).isEqualTo(left);
  }

  @Test
  void linesThatAreNamedTwiceAreRemovedOnce() {
    // When
    Proposal proposal = remove(LIST, "a.io", "a.io digest=required");

    // Then
    assertThat(proposal.tree())
        .containsEntry("removed", List.of("a.io # all", "a.io   digest=required"));
  }

  @Test
  void otherOptionsAreNoMatchButAHint() {
    assertThatThrownBy(() -> remove(LIST, "b.io namespaces=x"))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "'b.io namespaces=x' is not on the list. Line 4 has other options: 'b.io"
                + " namespaces=x,y'. Without options, 'b.io' stands for every such line.");
  }

  @Test
  void aListOfEndedEntriesAllowsNothing() {
    // When
    Proposal proposal = remove("a.io\nb.io until=2026-11-30\n", "a.io");

    // Then
    assertThat(proposal.lines())
        .startsWith("Only entries that have ended would be left: nothing would be allowed.");
  }

  @Test
  void aNewEntryIsAddedBesideOthersWithTheSamePattern() {
    // When
    Proposal proposal =
        add("b.io namespaces=x\n", List.of(), "b.io until=2026-12-31", "b.io namespaces=x");

    // Then
    assertThat(proposal.value()).isEqualTo("b.io namespaces=x\nb.io until=2026-12-31\n");
    assertThat(proposal.lines())
        .startsWith("'b.io namespaces=x' is on the list already, in line 1.");
  }

  @Test
  void whatUndoesConditionsOrHasNoEffectIsSaid() {
    // When
    Proposal undoing = add("a.io digest=required\n", List.of(), "a.io");
    Proposal idle = add("a.io\n", List.of(), "a.io digest=required");

    // Then
    assertThat(undoing.lines())
        .startsWith(
            "'a.io' allows the same images as line 1, 'a.io digest=required', without its"
                + " conditions.");
    assertThat(idle.lines())
        .startsWith(
            "'a.io digest=required' has no effect as long as line 1 allows the same images without"
                + " conditions.");
  }

  @ParameterizedTest
  @CsvSource({"ghcr.io", "*.io", "*.ghcr.io/acme", "GHCR.io/acme"})
  void conditionsBesideAWiderEntryRequireNothing(String wider) {
    assertThat(add("b.io\n" + wider, List.of(), "ghcr.io/acme/ digest=required").lines())
        .startsWith(
            "'ghcr.io/acme/ digest=required' requires nothing as long as line 2, '"
                + wider
                + "', allows its images without conditions.");
    assertThat(add("ghcr.io/acme/ digest=required", List.of(), wider).lines())
        .startsWith(
            "'"
                + wider
                + "' allows all of line 1, 'ghcr.io/acme/ digest=required', without its conditions.");
  }

  @ParameterizedTest
  @CsvSource({
    "ghcr.io:5000",
    "a.io",
    "*.a.ghcr.io",
    "ghcr.io/acme/",
    "ghcr.io/acm",
    "ghcr.io/acme/x",
    "ghcr.io namespaces=a"
  })
  void otherEntriesTakeNoConditionAway(String other) {
    assertThat(add(other, List.of(), "ghcr.io/acme digest=required").lines())
        .noneMatch(line -> line.contains("without"));
  }

  @Test
  void whatANewEntryRefusesAllTheSameIsSaid() {
    // Given
    List<UsedImage> uses =
        List.of(
            SomeUsedImages.agent("demo/redis", "bitnami/redis"),
            SomeUsedImages.agent("demo/x", "a.io/x:1"));

    // When
    Proposal proposal = add("", uses, "docker.io/bitnami", "a.io digest=required");

    // Then
    assertThat(proposal.lines())
        .startsWith(
            "'docker.io/bitnami': only the repository docker.io/library/bitnami; 1 refused below"
                + " it, write 'docker.io/bitnami/' to allow them.",
            "'a.io digest=required': 1 refused for lack of a digest.");
  }
}
