package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.catalog.ImageCatalog;
import io.langop.operator.catalog.Resolution;
import io.langop.operator.support.Collisions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An edit finds the same resources in the index as deciding all of them by both snapshots. */
class DemandIndexTest {
  private static final String DIGEST = "/team/app@sha256:" + "0".repeat(64);

  /** A resource that comes, changes or goes. */
  private record Step(
      int resource, String first, Set<String> also, boolean anything, boolean goes) {}

  @Property(tries = 3_000)
  void findsForAnyListsWhatDecidingAllFinds(
      @ForAll("lists") List<AllowlistSnapshot> lists,
      @ForAll("imageSteps") List<List<Step>> stepsBetween) {
    AllowlistSnapshot initial = new AllowlistSnapshot.Unavailable(0, "not read yet");
    assertFindsTheSame(
        new DemandIndex<AllowlistSnapshot, Verdict>(initial, Verdict::isAllowed),
        initial,
        lists,
        stepsBetween);
  }

  @Property(tries = 1_000)
  void findsForAnyCatalogsWhatDecidingAllFinds(
      @ForAll("catalogs") List<CatalogSnapshot> catalogs,
      @ForAll("toolSteps") List<List<Step>> stepsBetween) {
    CatalogSnapshot initial = new CatalogSnapshot.Unavailable(0, "not read yet");
    assertFindsTheSame(
        new DemandIndex<CatalogSnapshot, Resolution>(initial, Resolution::isFound),
        initial,
        catalogs,
        stepsBetween);
  }

  private static <S extends PolicySnapshot<D>, D> void assertFindsTheSame(
      DemandIndex<S, D> index, S initial, List<S> snapshots, List<List<Step>> stepsBetween) {
    Map<ResourceID, Step> all = new HashMap<>();
    S before = initial;
    for (int i = 0; i < snapshots.size(); i++) {
      stepsBetween.get(i % stepsBetween.size()).forEach(step -> take(step, index, all));
      S after = snapshots.get(i);

      DemandIndex.Effect effect = index.edit(before, after);

      assertThat(effect.resources())
          .containsExactlyInAnyOrderElementsOf(changed(all, before, after));
      before = after;
    }
  }

  private static void take(Step step, DemandIndex<?, ?> index, Map<ResourceID, Step> all) {
    ResourceID id = id(step.resource());
    if (step.goes()) {
      index.remove(id);
      all.remove(id);
    } else {
      index.put(id, step.first());
      index.also(id, step.also(), step.anything());
      all.put(id, step);
    }
  }

  private static <D> Set<ResourceID> changed(
      Map<ResourceID, Step> all, PolicySnapshot<D> before, PolicySnapshot<D> after) {
    return all.entrySet().stream()
        .filter(
            entry ->
                entry.getValue().anything()
                    || Stream.concat(
                            Stream.of(entry.getValue().first()), entry.getValue().also().stream())
                        .anyMatch(
                            asked ->
                                !words(before, asked, entry.getKey())
                                    .equals(words(after, asked, entry.getKey()))))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** What a user would read, which no notion of equality stands in front of. */
  private static <D> Object words(PolicySnapshot<D> snapshot, String asked, ResourceID id) {
    D decision = snapshot.decide(asked, namespace(id));
    return decision instanceof Verdict verdict
        ? verdict.reason() + ": " + verdict.message()
        : decision;
  }

  @Test
  @Timeout(20) // seconds, of which it takes a small part; without an order it would be minutes
  void textsWithOneHashAreAsFastAsOthers() {
    // Given
    AllowlistSnapshot list = list("docker.io");
    DemandIndex<AllowlistSnapshot, Verdict> index = new DemandIndex<>(list, Verdict::isAllowed);

    // When
    int next = 0;
    for (String image : Collisions.texts("evil.io/", 15)) {
      index.put(id(next++), image);
    }

    // Then
    assertThat(index.edit(list, list("evil.io")).resources()).hasSizeGreaterThan(30_000);
  }

  @Test
  void countsByWhatIsAskedForInTheFirstPlace() {
    // Given
    AllowlistSnapshot both = list("a.io", "b.io");
    AllowlistSnapshot one = list("a.io");
    DemandIndex<AllowlistSnapshot, Verdict> index = new DemandIndex<>(both, Verdict::isAllowed);
    index.put(id(1), "b.io/app:1");
    index.put(id(2), "b.io/app:1");
    index.put(id(3), "a.io/app:1");
    index.also(id(3), Set.of("b.io/app:1"), false);

    // When
    DemandIndex.Effect removed = index.edit(both, one);
    DemandIndex.Effect added = index.edit(one, both);

    // Then
    assertThat(removed.resources()).containsExactlyInAnyOrder(id(1), id(2), id(3));
    assertThat(removed.blocked()).isEqualTo(2);
    assertThat(removed.unblocked()).isZero();
    assertThat(added.blocked()).isZero();
    assertThat(added.unblocked()).isEqualTo(2);
  }

  @Test
  void aResourceThatAsksForSeveralThingsIsGrantedAllOfThemOrCountsAsBlocked() {
    // Given
    AllowlistSnapshot none = list("c.io");
    AllowlistSnapshot one = list("a.io");
    AllowlistSnapshot both = list("a.io", "b.io");
    DemandIndex<AllowlistSnapshot, Verdict> index = new DemandIndex<>(none, Verdict::isAllowed);
    index.put(id(1), List.of("a.io/app:1", "b.io/model:1", "a.io/app:1"));

    // When
    DemandIndex.Effect half = index.edit(none, one);
    DemandIndex.Effect whole = index.edit(one, both);
    DemandIndex.Effect back = index.edit(both, none);

    // Then
    assertThat(half).isEqualTo(new DemandIndex.Effect(Set.of(id(1)), 0, 0));
    assertThat(whole).isEqualTo(new DemandIndex.Effect(Set.of(id(1)), 0, 1));
    assertThat(back).isEqualTo(new DemandIndex.Effect(Set.of(id(1)), 1, 0));

    // When it asks for one of them alone
    index.put(id(1), List.of("b.io/model:1"));

    // Then
    assertThat(index.edit(none, list("c.io", "a.io")).resources())
        .as("those who were refused read another list")
        .containsExactly(id(1));
    assertThat(index.edit(both, list("b.io")).blocked()).isZero();
  }

  @Test
  void anEditThatWasNotPassedOnIsNotLost() {
    // Given
    AllowlistSnapshot first = list("a.io");
    AllowlistSnapshot second = list("b.io");
    DemandIndex<AllowlistSnapshot, Verdict> index = new DemandIndex<>(first, Verdict::isAllowed);
    index.put(id(1), "b.io/app:1");
    index.put(id(2), "c.io/app:1");

    // When the subscriber fails after the first of two edits
    index.edit(first, second);
    DemandIndex.Effect effect = index.edit(first, list("b.io", "d.io"));

    // Then
    assertThat(effect.resources()).containsExactlyInAnyOrder(id(1), id(2));
  }

  @Test
  void whatIsNotThereAsksForNothing() {
    AllowlistSnapshot before = list("a.io");
    DemandIndex<AllowlistSnapshot, Verdict> index = new DemandIndex<>(before, Verdict::isAllowed);

    index.also(id(1), Set.of("a.io/app:1"), true);

    assertThat(index.edit(before, list()).resources()).isEmpty();
  }

  private static String namespace(ResourceID id) {
    return id.getNamespace().orElseThrow();
  }

  private static ResourceID id(int number) {
    return new ResourceID("agent-" + number, number % 2 == 0 ? "even" : "odd");
  }

  private static AllowlistSnapshot list(String... entries) {
    String text = String.join("\n", entries);
    return list(text, Instant.EPOCH);
  }

  private static AllowlistSnapshot list(String text, Instant now) {
    return new AllowlistSnapshot.Loaded(1, text, RegistryAllowlist.parse(text, now));
  }

  @Provide
  Arbitrary<List<AllowlistSnapshot>> lists() {
    Arbitrary<AllowlistSnapshot> loaded =
        Combinators.combine(entries().list().ofMaxSize(30), Arbitraries.of(0, 10, 20, 30))
            .as((entries, now) -> list(String.join("\n", entries), Instant.ofEpochSecond(now)));
    Arbitrary<AllowlistSnapshot> unavailable =
        Arbitraries.of("does not exist", "has no key")
            .map(why -> new AllowlistSnapshot.Unavailable(1, why));
    return Arbitraries.frequencyOf(Tuple.of(9, loaded), Tuple.of(1, unavailable))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static Arbitrary<String> hosts() {
    return Combinators.combine(
            Arbitraries.of("a", "b.a", "x.b.a", "xb.a", "B.a", "docker"),
            Arbitraries.of("", "", ":5000"))
        .as((name, port) -> name + ".io" + port);
  }

  private static Arbitrary<String> entries() {
    return Combinators.combine(
            Arbitraries.of("", "*."),
            hosts(),
            Arbitraries.of("", "", "/team", "/team/", "/library/team", "/team/app", "/other"),
            Arbitraries.of(
                "",
                "",
                "",
                " digest=required",
                " namespaces=odd",
                " namespaces=e*,none",
                " namespaces=none,e*",
                " namespaces=even until=1970-01-01T00:00:15Z",
                " until=1970-01-01",
                " until=1970-01-02T00:00:00Z",
                " until=1970-01-01T00:00:15Z",
                " until=1970-01-01T00:00:30Z"))
        .as((wildcard, host, path, options) -> wildcard + host + path + options);
  }

  private static Arbitrary<String> images() {
    return Combinators.combine(
            hosts(), Arbitraries.of("/team/app:1", "/other:2", "/team", DIGEST, "//", ""))
        .as((host, path) -> host + path);
  }

  @Provide
  Arbitrary<List<List<Step>>> imageSteps() {
    return steps(images());
  }

  @Provide
  Arbitrary<List<CatalogSnapshot>> catalogs() {
    Arbitrary<String> tool = Arbitraries.of("aperf", "perf", "jfr", "bcc");
    Arbitrary<String> image = Arbitraries.of("a.io/t:1", "a.io/t:2", " ", "A//");
    Arbitrary<CatalogSnapshot> loaded =
        Arbitraries.maps(tool, image)
            .ofMaxSize(4)
            .map(data -> new CatalogSnapshot.Loaded(1, new TreeMap<>(data), ImageCatalog.of(data)));
    Arbitrary<CatalogSnapshot> unavailable =
        Arbitraries.of("does not exist").map(why -> new CatalogSnapshot.Unavailable(1, why));
    return Arbitraries.frequencyOf(Tuple.of(9, loaded), Tuple.of(1, unavailable))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<List<Step>>> toolSteps() {
    return steps(Arbitraries.of("aperf", "perf", "jfr", "bcc", "none", ""));
  }

  private static Arbitrary<List<List<Step>>> steps(Arbitrary<String> asked) {
    Arbitrary<Step> step =
        Combinators.combine(
                Arbitraries.integers().between(1, 6),
                asked,
                asked.set().ofMaxSize(2),
                Arbitraries.of(true, false, false, false, false, false),
                Arbitraries.of(true, false, false, false))
            .as(Step::new);
    return step.list().ofMaxSize(8).list().ofMinSize(1).ofMaxSize(6);
  }
}
