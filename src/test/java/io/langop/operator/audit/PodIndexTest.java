package io.langop.operator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.support.Collisions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PodIndexTest {
  private static final String PROFILER = "ghcr.io/tools/perf:1";

  private final Counts told = new Counts();
  private final PodIndex index = new PodIndex(Lists.NO_ALLOWLIST, Lists.NO_CATALOG, told);

  @Test
  void nothingIsKnownToBeRefusedBeforeThereIsAList() {
    // When
    index.put("team-a", "web", images("evil.example/app:1"));

    // Then
    assertThat(told.pods).isEmpty();
    assertThat(told.images).isEmpty();
  }

  @Test
  void aPodCountsOnceHoweverManyOfItsImagesAreRefused() {
    // Given
    index.decideBy(Lists.allowlist("docker.io"));

    // When
    index.put("team-a", "web", images("nginx:1", "evil.example/a:1", "evil.example/b:1", "x.io/c"));
    index.put("team-a", "api", images("nginx:1"));

    // Then
    assertThat(told.pods).isEqualTo(Map.of("team-a", 1));
    assertThat(told.images)
        .isEqualTo(Map.of(List.of("team-a", "evil.example"), 2, List.of("team-a", "x.io"), 1));
  }

  @Test
  void anImageThatManyPodsRunCountsOnceForEachNamespace() {
    // Given
    index.decideBy(Lists.allowlist("docker.io"));

    // When
    index.put("team-a", "web-1", images("evil.example/a:1"));
    index.put("team-a", "web-2", images("evil.example/a:1", "nginx:1"));
    index.put("team-b", "web-1", images("evil.example/a:1"));

    // Then
    assertThat(told.pods).isEqualTo(Map.of("team-a", 2, "team-b", 1));
    assertThat(told.images)
        .isEqualTo(
            Map.of(List.of("team-a", "evil.example"), 1, List.of("team-b", "evil.example"), 1));
  }

  @Test
  void anEditDecidesWhatRunsAlready() {
    // Given
    index.decideBy(Lists.allowlist("docker.io", "quay.io"));
    index.put("team-a", "web", images("nginx:1"));
    index.put("team-a", "api", images("quay.io/team/api:1"));

    // When
    index.decideBy(Lists.allowlist("docker.io"));

    // Then
    assertThat(told.pods).isEqualTo(Map.of("team-a", 1));

    // When
    index.decideBy(Lists.allowlist("docker.io", "quay.io/team/"));

    // Then
    assertThat(told.pods).isEmpty();
    assertThat(told.images).isEmpty();
  }

  @Test
  void anEditThatChangesOnlyTheWordsTellsNoCountOfImages() {
    // Given
    index.decideBy(Lists.allowlist("docker.io"));
    index.put("team-a", "web", images("evil.example/a:1"));
    int before = told.toldImages;

    // When
    index.decideBy(Lists.allowlist("docker.io", "quay.io"));

    // Then
    assertThat(told.toldImages).isEqualTo(before);
    assertThat(told.images).isEqualTo(Map.of(List.of("team-a", "evil.example"), 1));
  }

  @Test
  void aListThatIsGoneMakesNoPodRefused() {
    // Given
    index.decideBy(Lists.allowlist("docker.io"));
    index.put("team-a", "web", images("evil.example/a:1"));

    // When
    index.decideBy(Lists.NO_ALLOWLIST);

    // Then
    assertThat(told.pods).isEmpty();
    assertThat(told.images).isEmpty();
  }

  @Test
  void anEntryForOneNamespaceDoesNotHoldInAnother() {
    // Given
    index.put("team-a", "web", images("quay.io/app:1"));
    index.put("team-b", "web", images("quay.io/app:1"));

    // When
    index.decideBy(Lists.allowlist("quay.io namespaces=team-a"));

    // Then
    assertThat(told.pods).isEqualTo(Map.of("team-b", 1));
  }

  @Test
  void anEntryThatHasEndedAllowsNothing() {
    // Given
    String entry = "quay.io until=1970-01-01T00:00:10Z";
    index.decideBy(Lists.allowlist(Instant.ofEpochSecond(9), entry));
    index.put("team-a", "web", images("quay.io/app:1"));
    assertThat(told.pods).isEmpty();

    // When
    index.decideBy(Lists.allowlist(Instant.ofEpochSecond(10), entry));

    // Then
    assertThat(told.pods).isEqualTo(Map.of("team-a", 1));
  }

  @Test
  void aPodThatChangesItsImageOrGoesIsCountedAsItIs() {
    // Given
    index.decideBy(Lists.allowlist("docker.io"));
    index.put("team-a", "web", images("evil.example/a:1"));

    // When
    index.put("team-a", "web", images("worse.example/a:1"));

    // Then
    assertThat(told.pods).isEqualTo(Map.of("team-a", 1));
    assertThat(told.images).isEqualTo(Map.of(List.of("team-a", "worse.example"), 1));

    // When
    index.remove("team-a", "web");
    index.remove("team-a", "web");

    // Then
    assertThat(told.pods).isEmpty();
    assertThat(told.images).isEmpty();
  }

  @Test
  void whatIsNoReferenceIsRefusedAndComesFromNowhere() {
    // Given
    index.decideBy(Lists.allowlist("docker.io"));

    // When
    index.put("team-a", "web", images("A//"));

    // Then
    assertThat(told.images).isEqualTo(Map.of(List.of("team-a", ""), 1));
  }

  @Test
  void theCatalogApprovesProfilersAndNothingElse() {
    // Given
    index.decideBy(Lists.allowlist("docker.io"));
    index.approveBy(Lists.catalog("perf", PROFILER));

    // When
    index.put("team-a", "profiled", profiled(PROFILER));
    index.put("team-b", "pretender", profiled("evil.example/perf:1"));
    index.put("team-c", "ordinary", images(PROFILER));

    // Then
    assertThat(told.pods).isEqualTo(Map.of("team-b", 1, "team-c", 1));
  }

  @Test
  void aProfilerIsApprovedAsSoonAsTheCatalogIsRead() {
    // Given
    index.decideBy(Lists.allowlist("docker.io"));
    index.put("team-a", "profiled", profiled(PROFILER));
    assertThat(told.pods).isEqualTo(Map.of("team-a", 1));

    // When
    index.approveBy(Lists.catalog("perf", "GHCR.io/tools/perf:1"));

    // Then
    assertThat(told.pods).isEmpty();
    assertThat(told.images).isEmpty();
  }

  @Test
  void aProfilerThatRunsStaysApprovedWhenTheCatalogIsEdited() {
    // Given
    index.decideBy(Lists.allowlist("docker.io"));
    index.approveBy(Lists.catalog("perf", PROFILER));
    index.put("team-a", "profiled", profiled(PROFILER));

    // When
    index.approveBy(Lists.catalog("perf", "ghcr.io/tools/perf:2"));
    index.decideBy(Lists.allowlist("docker.io", "quay.io"));

    // Then
    assertThat(told.pods).isEmpty();
  }

  @Test
  void aReportNamesTheFirstPodsAndCountsAll() {
    // Given
    index.decideBy(Lists.allowlist("docker.io"));
    List.of("d", "b", "a", "c")
        .forEach(name -> index.put("team-a", name, images("nginx:1", "evil.example/a:1")));
    index.put("team-a", "allowed", images("nginx:1"));

    // When
    NamespaceReport report = index.report("team-a", 2).orElseThrow();

    // Then
    assertThat(report.allowed()).isOne();
    assertThat(report.refused()).isEqualTo(4);
    assertThat(report.pods())
        .containsExactly(
            new NamespaceReport.RefusedPod("a", List.of("evil.example/a:1")),
            new NamespaceReport.RefusedPod("b", List.of("evil.example/a:1")));
    assertThat(index.report("team-b", 2)).isEmpty();
    assertThat(index.namespaces()).containsExactly("team-a");
  }

  @Test
  void aNewObserverIsToldAll() {
    // Given
    index.decideBy(Lists.allowlist("docker.io"));
    index.put("team-a", "web", images("evil.example/a:1"));
    told.pods.clear();
    told.images.clear();

    // When
    index.tellAll();

    // Then
    assertThat(told.pods).isEqualTo(Map.of("team-a", 1));
    assertThat(told.images).isEqualTo(Map.of(List.of("team-a", "evil.example"), 1));
  }

  @Test
  @Timeout(20) // seconds, of which it takes a small part; without an order it would be minutes
  void imagesAndNamesWithOneHashAreAsFastAsOthers() {
    // Given
    index.decideBy(Lists.allowlist("docker.io"));

    // When
    Collisions.texts("evil.io/", 15).forEach(text -> index.put("team-a", text, images(text)));
    int refused = told.pods.get("team-a");
    index.decideBy(Lists.allowlist("evil.io"));

    // Then
    assertThat(refused).isGreaterThan(30_000);
    assertThat(told.pods).isEmpty();
  }

  private static SortedSet<PodImage> images(String... texts) {
    SortedSet<PodImage> images = new TreeSet<>();
    Stream.of(texts).map(text -> new PodImage(text, false)).forEach(images::add);
    return images;
  }

  private static SortedSet<PodImage> profiled(String profiler) {
    SortedSet<PodImage> images = images("nginx:1");
    images.add(new PodImage(profiler, true));
    return images;
  }
}
