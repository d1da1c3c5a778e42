package io.langop.operator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.allowlist.Verdict;
import io.langop.operator.image.ImageReference;
import io.langop.operator.policy.AllowlistSnapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What is told after any pods and edits is what deciding every pod by hand says. */
class PodIndexPropertyTest {

  private record Pod(String namespace, String name) {}

  /** A pod that comes or changes; without images it goes. */
  private record Step(Pod pod, Set<String> images) {}

  @Property(tries = 3_000)
  void tellsForAnyPodsAndListsWhatDecidingAllPodsTells(
      @ForAll("lists") List<AllowlistSnapshot> lists,
      @ForAll("steps") List<List<Step>> stepsBetween) {
    Counts told = new Counts();
    PodIndex index = new PodIndex(Lists.NO_ALLOWLIST, Lists.NO_CATALOG, told);
    Map<Pod, Set<String>> pods = new HashMap<>();
    AllowlistSnapshot list = Lists.NO_ALLOWLIST;
    for (int i = 0; i < lists.size(); i++) {
      for (Step step : stepsBetween.get(i % stepsBetween.size())) {
        take(step, index, pods);
        assertTold(told, pods, list);
      }
      list = lists.get(i);

      index.decideBy(list);

      assertTold(told, pods, list);
    }
  }

  private static void take(Step step, PodIndex index, Map<Pod, Set<String>> pods) {
    if (step.images().isEmpty()) {
      index.remove(step.pod().namespace(), step.pod().name());
      pods.remove(step.pod());
    } else {
      SortedSet<PodImage> images = new TreeSet<>();
      step.images().forEach(image -> images.add(new PodImage(image, false)));
      index.put(step.pod().namespace(), step.pod().name(), images);
      pods.put(step.pod(), step.images());
    }
  }

  private static void assertTold(Counts told, Map<Pod, Set<String>> pods, AllowlistSnapshot list) {
    Map<String, Integer> podCounts = new HashMap<>();
    Map<List<String>, Set<String>> images = new HashMap<>();
    pods.forEach(
        (pod, runs) -> {
          boolean refused = false;
          for (String image : runs) {
            Verdict verdict = list.decide(image, pod.namespace());
            if (!verdict.isAllowed() && !(verdict instanceof Verdict.Unavailable)) {
              refused = true;
              String registry =
                  ImageReference.parse(image) instanceof ImageReference reference
                      ? reference.registry()
                      : "";
              images
                  .computeIfAbsent(List.of(pod.namespace(), registry), absent -> new HashSet<>())
                  .add(image);
            }
          }
          if (refused) {
            podCounts.merge(pod.namespace(), 1, Integer::sum);
          }
        });
    Map<List<String>, Integer> imageCounts = new HashMap<>();
    images.forEach((source, texts) -> imageCounts.put(source, texts.size()));
    assertThat(told.pods).isEqualTo(podCounts);
    assertThat(told.images).isEqualTo(imageCounts);
  }

  @Provide
  Arbitrary<List<AllowlistSnapshot>> lists() {
    Arbitrary<AllowlistSnapshot> loaded =
        Combinators.combine(entries().list().ofMaxSize(8), Arbitraries.of(0, 20))
            .as(
                (entries, now) ->
                    Lists.allowlist(Instant.ofEpochSecond(now), entries.toArray(String[]::new)));
    return Arbitraries.frequencyOf(
            Tuple.of(6, loaded), Tuple.of(1, Arbitraries.just(Lists.NO_ALLOWLIST)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static Arbitrary<String> entries() {
    return Combinators.combine(
            Arbitraries.of("a.io", "*.a.io", "b.a.io", "docker.io", "c.io:5000"),
            Arbitraries.of("", "", "/team", "/team/"),
            Arbitraries.of(
                "", "", " digest=required", " namespaces=odd", " until=1970-01-01T00:00:10Z"))
        .as((host, path, options) -> host + path + options);
  }

  @Provide
  Arbitrary<List<List<Step>>> steps() {
    Arbitrary<String> image =
        Combinators.combine(
                Arbitraries.of("a.io/", "b.a.io/", "B.a.io/", "c.io:5000/", ""),
                Arbitraries.of(
                    "team/app:1", "app", "team", "team/app@sha256:" + "0".repeat(64), "A//"))
            .as((host, path) -> host + path);
    Arbitrary<Pod> pod =
        Combinators.combine(Arbitraries.of("odd", "even"), Arbitraries.of("p", "q", "r"))
            .as(Pod::new);
    return Combinators.combine(pod, image.set().ofMaxSize(3))
        .as(Step::new)
        .list()
        .ofMaxSize(6)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }
}
