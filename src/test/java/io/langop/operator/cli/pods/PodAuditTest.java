package io.langop.operator.cli.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.cluster.RunningPod;
import io.langop.operator.cli.cluster.Workload;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PodAuditTest {

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

  private static RunningPod profiled(String image) {
    return new RunningPod(
        "a",
        "p",
        List.of("nginx"),
        List.of(image),
        new Workload("apps", "Deployment", "a", "web"),
        "");
  }

  private static PodAudit audit(String list, RunningPod... pods) {
    return PodAudit.of(List.of(pods), CurrentList.of(list, NOW));
  }

  private static List<String> rows(PodAudit audit) {
    return audit.rows().stream()
        .map(
            row ->
                "%s %s %s %d: %s"
                    .formatted(
                        row.registry().isEmpty() ? "-" : row.registry(),
                        row.image(),
                        row.allowed() ? "yes" : "no",
                        row.uses().pods(),
                        row.uses().shown()))
        .toList();
  }

  @Test
  void imagesComeByRegistryWithThoseWhoUseThem() {
    // When
    PodAudit audit =
        audit(
            "docker.io",
            pod("a", "web", "nginx", "EVIL.io/x"),
            pod("a", "web", "nginx"),
            pod("b", "api", "nginx", "@"));

    // Then
    assertThat(rows(audit))
        .containsExactly(
            "docker.io nginx yes 3: deployment a/web, deployment b/api",
            "evil.io EVIL.io/x no 1: deployment a/web",
            "- @ no 1: deployment b/api");
    assertThat(audit.pods()).isEqualTo(3);
    assertThat(audit.refused()).isEqualTo(2);
  }

  @Test
  void anImageThatOnlySomeNamespacesMayUseIsInTwoRows() {
    // When
    PodAudit audit =
        audit("docker.io namespaces=a", pod("a", "web", "nginx"), pod("b", "web", "nginx"));

    // Then
    assertThat(rows(audit))
        .containsExactlyInAnyOrder(
            "docker.io nginx yes 1: deployment a/web", "docker.io nginx no 1: deployment b/web");
    assertThat(audit.refused()).isEqualTo(1);
  }

  @Test
  void entriesThatHaveEndedAndMissingDigestsRefuse() {
    // When
    PodAudit audit =
        audit(
            "docker.io until=2026-11-30\nquay.io digest=required",
            pod("a", "web", "nginx"),
            pod("a", "pinned", "quay.io/x@sha256:" + "0".repeat(64)),
            pod("a", "api", "quay.io/x:1"));

    // Then
    assertThat(audit.rows())
        .extracting(row -> row.checked().verdict().reason())
        .containsExactly(
            WorkloadReason.RegistryNotAllowed,
            WorkloadReason.DigestRequired,
            WorkloadReason.RegistryAllowed);
    assertThat(audit.refused()).isEqualTo(2);
  }

  @Test
  void ofManyWorkloadsThoseWithMostPodsAreShown() {
    // Given
    RunningPod[] pods =
        IntStream.rangeClosed(1, 5)
            .boxed()
            .flatMap(i -> IntStream.range(0, i).mapToObj(pod -> pod("a", "w" + i, "nginx")))
            .toArray(RunningPod[]::new);

    // Then
    assertThat(rows(audit("docker.io", pods)))
        .containsExactly(
            "docker.io nginx yes 15: deployment a/w5, deployment a/w4, deployment a/w3 and 2 more");
  }

  @Test
  void withoutAListNothingIsAllowed() {
    // When
    PodAudit audit =
        PodAudit.of(List.of(pod("a", "web", "nginx")), new CurrentList.Missing("no list"));

    // Then
    assertThat(audit.rows()).extracting(PodAudit.Row::allowed).containsExactly(false);
    assertThat(audit.rows().get(0).checked().because()).isEqualTo("there is no list");
  }

  @Test
  void profilersAreShownApart() {
    // When
    PodAudit audit = audit("docker.io", profiled("evil.io/aperf:1"));

    // Then
    assertThat(audit.refused()).isZero();
    assertThat(rows(audit)).containsExactly("docker.io nginx yes 1: deployment a/web");
    assertThat(audit.profilers())
        .extracting(PodAudit.Profiler::image)
        .containsExactly("evil.io/aperf:1");
  }
}
