package io.langop.operator.cli.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.cluster.RunningPod;
import io.langop.operator.cli.cluster.RunningPods;
import io.langop.operator.cli.cluster.Workload;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PodEffectTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  private static RunningPod pod(String namespace, String deployment, String... images) {
    return new RunningPod(
        namespace,
        "p",
        List.of(images),
        List.of(),
        new Workload("apps", "Deployment", namespace, deployment),
        "");
  }

  private static PodEffect effect(String before, String after, RunningPod... pods) {
    return PodEffect.of(
        new RunningPods(List.of(pods), 0, List.of()),
        CurrentList.of(before, NOW),
        CurrentList.of(after, NOW));
  }

  @Test
  void podsWhoseVerdictChangesAreCountedByWorkload() {
    // When
    PodEffect effect =
        effect(
            "docker.io\nghcr.io",
            "docker.io\nquay.io",
            pod("a", "web", "nginx", "ghcr.io/side"),
            pod("a", "web", "nginx", "ghcr.io/side"),
            pod("b", "api", "quay.io/x"),
            pod("b", "same", "nginx"),
            pod("b", "never", "evil.io/x"));

    // Then
    assertThat(effect.lines("of all namespaces"))
        .containsExactly(
            "Pods with images that would be allowed: 1",
            "  deployment b/api: 1 pod with quay.io/x",
            "Pods with images that would be refused: 2",
            "  deployment a/web: 2 pods with ghcr.io/side",
            "They keep running. New ones like them are refused where admission enforces the list.");
    assertThat(effect.denied()).isEqualTo(3);
  }

  @Test
  void aPodIsOnlyAllowedWhenAllOfItsImagesAre() {
    // When
    PodEffect effect =
        effect("docker.io", "docker.io\nquay.io", pod("a", "x", "quay.io/x", "evil.io/x"));

    // Then
    assertThat(effect.lines("of all namespaces"))
        .containsExactly("No pod that runs has an image that would be allowed or refused by it.");
  }

  @Test
  void namespacesAreKeptApart() {
    // When
    PodEffect effect =
        effect(
            "docker.io", "docker.io namespaces=a", pod("a", "x", "nginx"), pod("b", "x", "nginx"));

    // Then
    assertThat(effect.refused().pods()).isEqualTo(1);
    assertThat(effect.tree().toString()).contains("namespace=b").doesNotContain("namespace=a,");
  }

  @Test
  void manyWorkloadsAreShortened() {
    // Given
    RunningPod[] pods =
        IntStream.range(0, 25).mapToObj(i -> pod("a", "w" + i, "nginx")).toArray(RunningPod[]::new);

    // Then
    assertThat(effect("docker.io", "", pods).lines("of all namespaces"))
        .hasSize(23)
        .contains("  and 5 more workloads");
  }

  @Test
  void whereThePodsMayNotBeListedOneSentenceSaysSo() {
    // When
    PodEffect effect = PodEffect.of(null, CurrentList.of("a.io", NOW), CurrentList.of("", NOW));

    // Then
    assertThat(effect.lines("of all namespaces"))
        .containsExactly(
            "The pods of all namespaces cannot be listed, so those that it is about are not"
                + " counted.");
    assertThat(effect.tree()).containsEntry("known", false);
  }

  @Test
  void withoutAListBeforeWhatWouldBeAllowedCounts() {
    // When
    PodEffect effect =
        PodEffect.of(
            new RunningPods(List.of(pod("a", "x", "nginx")), 0, List.of()),
            new CurrentList.Missing("no list"),
            CurrentList.of("docker.io", NOW));

    // Then
    assertThat(effect.allowed().pods()).isEqualTo(1);
  }
}
