package io.langop.operator.cli.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.NearMiss.Why;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.image.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class AuditProposalPropertyTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
  private static final String DIGEST = "@sha256:" + "0".repeat(64);

  private enum Now {
    ALLOWED,
    REFUSED_BY_A_CONDITION,
    UNLISTED,
    NO_REFERENCE
  }

  @Property(tries = 20_000)
  void theProposalAllowsWhatIsInUseAndUndoesNoCondition(
      @ForAll("lists") List<String> entries, @ForAll("uses") List<UsedImage> uses) {
    // Given
    CurrentList list = CurrentList.of(String.join("\n", entries), NOW);
    CurrentList meant = CurrentList.of(String.join("\n", asMeant(entries)), NOW);
    List<UsedImage> refused =
        uses.stream().filter(it -> now(it, list, meant) == Now.REFUSED_BY_A_CONDITION).toList();

    // When
    List<String> lines = Audit.of(uses, list).proposal();

    // Then
    CurrentList proposed = CurrentList.of(String.join("\n", lines), NOW);
    assertThat(proposed.invalidEntries()).isEmpty();
    for (UsedImage used : uses) {
      boolean allowed = used.verdict(proposed).isAllowed();
      switch (now(used, list, meant)) {
        case ALLOWED -> assertThat(allowed).as(used.image() + " of " + lines).isTrue();
        case UNLISTED ->
            assertThat(allowed || isLeftOut(used, lines) && !canBeAllowed(used, refused))
                .as(used.image() + " of " + lines)
                .isTrue();
        default -> assertThat(allowed).as(used.image() + " of " + lines).isFalse();
      }
    }
  }

  private static Now now(UsedImage used, CurrentList list, CurrentList meant) {
    Now now = now(used.verdict(list));
    return now == Now.UNLISTED && now(used.verdict(meant)) == Now.REFUSED_BY_A_CONDITION
        ? Now.REFUSED_BY_A_CONDITION
        : now;
  }

  private static Now now(Verdict verdict) {
    if (verdict instanceof Verdict.Denied denied) {
      return denied.nearest() == null || denied.nearest().why() == Why.SINGLE_REPOSITORY
          ? Now.UNLISTED
          : Now.REFUSED_BY_A_CONDITION;
    }
    return verdict instanceof Verdict.DigestRequired
        ? Now.REFUSED_BY_A_CONDITION
        : verdict.isAllowed() ? Now.ALLOWED : Now.NO_REFERENCE;
  }

  /**
   * With {@code docker.io/bitnami/} beside {@code docker.io/bitnami}, under the same conditions.
   */
  private static List<String> asMeant(List<String> entries) {
    List<String> lines = new ArrayList<>(entries);
    entries.stream()
        .filter(entry -> entry.matches("(index\\.)?docker\\.io/[a-z]+( .*)?"))
        .forEach(entry -> lines.add(entry.replaceFirst(" |$", "/ ").strip()));
    return lines;
  }

  private static boolean isLeftOut(UsedImage used, List<String> lines) {
    return lines.stream()
        .anyMatch(line -> line.startsWith("# " + repository(used) + " ") && line.contains("  # "));
  }

  /** Whether the narrowest entry that there is for it lets in nothing that has to stay out. */
  private static boolean canBeAllowed(UsedImage used, List<UsedImage> refused) {
    boolean pinned = used.image().contains("@");
    CurrentList narrowest =
        CurrentList.of(
            repository(used)
                + (pinned ? " digest=required" : "")
                + (" namespaces=" + used.resource().namespace()),
            NOW);
    return used.verdict(narrowest).isAllowed()
        && refused.stream().noneMatch(other -> other.verdict(narrowest).isAllowed());
  }

  private static String repository(UsedImage used) {
    ImageReference image = (ImageReference) ImageReference.parse(used.image());
    String lower = image.registry().toLowerCase(Locale.ROOT);
    boolean entry = AllowlistEntry.parse(lower) instanceof AllowlistEntry;
    return (entry ? lower : image.registry()) + "/" + image.repository();
  }

  /** Few names, so that entries and images often meet. */
  private static Arbitrary<String> paths() {
    return Arbitraries.frequency(
            Tuple.of(5, "a"), Tuple.of(2, "b"), Tuple.of(1, "library"), Tuple.of(1, "ab"))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(list -> String.join("/", list));
  }

  private static Arbitrary<String> often(List<String> hosts, String... rest) {
    return Arbitraries.frequencyOf(
        Tuple.of(5, Arbitraries.of(hosts)), Tuple.of(1, Arbitraries.of(rest)));
  }

  @Provide
  Arbitrary<List<UsedImage>> uses() {
    Arbitrary<String> images =
        Combinators.combine(
                often(
                    List.of("", "ghcr.io/"),
                    "docker.io/",
                    "GHCR.io/",
                    "us.ghcr.io/",
                    "registry:5000/",
                    "Docker.io/",
                    "Index.docker.io/",
                    "IO/",
                    "FOO/",
                    "https://"),
                paths(),
                Arbitraries.of("", ":1", DIGEST, ":1" + DIGEST))
            .as((registry, path, tag) -> registry + path + tag);
    return Combinators.combine(Arbitraries.of("a", "b", "team-a"), Arbitraries.of("x", "y"), images)
        .as((namespace, name, image) -> SomeUsedImages.agent(namespace + "/" + name, image))
        .list()
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<String>> lists() {
    return Combinators.combine(
            often(
                List.of("docker.io", "ghcr.io", "*.io"),
                "index.docker.io",
                "*.docker.io",
                "*.ghcr.io",
                "*.foo",
                "FOO",
                "registry:5000"),
            Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just("")),
                Tuple.of(4, paths().map("/"::concat)),
                Tuple.of(3, paths().map(path -> "/" + path + "/"))),
            Arbitraries.of("", " digest=required"),
            Arbitraries.of("", " namespaces=a", " namespaces=team-*,b"),
            Arbitraries.of("", "", " until=2026-01-01", " until=2027-01-01"))
        .as((host, path, digest, namespaces, end) -> host + path + digest + namespaces + end)
        .list()
        .ofMaxSize(4);
  }
}
