package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Profiling;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What administrators see of the catalog of profiler images, and how an edit takes effect. */
@ExtendWith(ClusterExtension.class)
class CatalogReloadIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ROLE = "kube-system:language-operator:catalog";
  private static final String METRICS = "language_operator_";

  private static KubernetesClient client;
  private static Profiling profiling;
  private static Catalog catalog;
  private static Path kubeconfig;

  private OperatorProcess operator;

  @BeforeAll
  static void install(TestCluster cluster, TestNamespace testNamespace) {
    client = cluster.adminClient();
    profiling = new Profiling(client, testNamespace.name());
    catalog = new Catalog(client);
    kubeconfig = OperatorInstall.shipped().apply(cluster);
  }

  @AfterEach
  void stop() {
    if (operator != null) {
      operator.close();
    }
  }

  private void startOperator() {
    operator = OperatorProcess.with(kubeconfig).start().awaitReady(LIMIT);
  }

  @Test
  void everyChangeOfAnImageIsAnEventALogLineAndAMetric() {
    // Given
    catalog.set(Map.of("kept", "acme/kept:v1", "old", "acme/old:v1", "moved", "acme/moved:v1"));
    startOperator();
    assertMetric("catalog_loaded", 1);
    assertMetric("catalog_entries", 3);
    assertThat(metric("catalog_last_load_timestamp_seconds"))
        .isCloseTo(Instant.now().getEpochSecond(), Offset.offset(300.0));
    profiling.run("waiting", "new", "nobody");
    profiling.awaitObstacle("waiting", "ToolNotFound");

    // When
    catalog.set(Map.of("kept", "acme/kept:v1", "new", "acme/new:v1", "moved", "acme/moved:v2"));

    // Then
    String added = "Tool 'new' was added: old image none, new image 'docker.io/acme/new:v1'";
    String changed =
        "Tool 'moved' was changed: old image 'docker.io/acme/moved:v1', new image"
            + " 'docker.io/acme/moved:v2'";
    String removed = "Tool 'old' was removed: old image 'docker.io/acme/old:v1', new image none";
    Eventually.within(
        LIMIT,
        () ->
            assertThat(catalog.eventMessages("ProfilerImageChanged"))
                .contains(added, changed, removed));
    assertThat(catalog.events("ProfilerImageChanged"))
        .extracting(Event::getType)
        .containsOnly("Normal");
    assertThat(catalog.eventMessages("ProfilerImageChanged")).noneMatch(it -> it.contains("kept"));
    operator.awaitLog("Profiler image changed. " + added, LIMIT);
    operator.awaitLog("Profiler image changed. " + changed, LIMIT);
    operator.awaitLog("Profiler image changed. " + removed, LIMIT);
    for (String change : new String[] {"added", "changed", "removed"}) {
      assertThat(metric("catalog_changes_total", Map.of("change", change))).isEqualTo(1);
    }
    assertThat(metric("catalog_loads_total", Map.of("result", "success"))).isEqualTo(2);
    assertMetric("catalog_entries", 3);
    profiling.awaitObstacle("waiting", "NoMatchingPods");
    Eventually.within(LIMIT, () -> assertMetric("catalog_propagation_seconds_count", 1));
  }

  @Test
  void thatAllImagesWentWithTheConfigMapIsToldToo() {
    // Given
    catalog.set(Map.of("lost", "acme/lost:v1"));
    startOperator();

    // When
    catalog.delete();

    // Then
    Eventually.within(
        LIMIT,
        () ->
            assertThat(catalog.eventMessages("ProfilerImageChanged"))
                .contains(
                    "Tool 'lost' was removed: old image 'docker.io/acme/lost:v1', new image"
                        + " none"));
    operator.awaitLog("'toe-system/profiler-images' does not exist", LIMIT);
    assertMetric("catalog_loaded", 0);
    assertMetric("catalog_entries", 0);
    assertThat(metric("catalog_loads_total", Map.of("result", "failure"))).isPositive();
    assertThat(operator.get("/q/health/ready"))
        .contains("\"reason\": \"ConfigMap 'toe-system/profiler-images' does not exist");
  }

  @Test
  void aBadImageIsReportedAndHarmless() {
    // Given
    catalog.set(Map.of("good", "acme/good:v1"));
    startOperator();
    profiling.pod("good", "good");

    // When
    catalog.put("bad", "https://acme/bad:v1");

    // Then
    Eventually.within(
        LIMIT,
        () ->
            assertThat(catalog.events("InvalidCatalogEntry"))
                .anySatisfy(
                    event -> {
                      assertThat(event.getType()).isEqualTo("Warning");
                      assertThat(event.getMessage())
                          .startsWith("The image 'https://acme/bad:v1' of tool 'bad' is ignored: ");
                    }));
    operator.awaitLog("Invalid entry in the catalog of profiler images. The image 'https", LIMIT);
    assertMetric("catalog_invalid_entries", 1);
    assertMetric("catalog_entries", 1);
    profiling.run("good", "good", "good");
    profiling.awaitPhase("good", Phase.Completed);
  }

  @Test
  void finishedRunsAreCountedByTheirResult() {
    // Given
    catalog.set(Map.of("aperf", "acme/aperf:v1"));
    startOperator();
    assertThat(runs("completed")).isZero();
    assertThat(runs("failed")).isZero();
    profiling.pod("counted", "counted");
    profiling.failingPod("counted-failing", "counted-failing");

    // When
    profiling.run("counted-1", "aperf", "counted");
    profiling.run("counted-2", "aperf", "counted");
    profiling.run("counted-3", "aperf", "counted-failing");

    // Then
    profiling.awaitPhase("counted-1", Phase.Completed);
    profiling.awaitPhase("counted-2", Phase.Completed);
    profiling.awaitPhase("counted-3", Phase.Failed);
    Eventually.within(
        LIMIT,
        () -> {
          assertThat(runs("completed")).isEqualTo(2);
          assertThat(runs("failed")).isEqualTo(1);
        });
  }

  @Test
  void aClusterWithoutTheCatalogsNamespaceHasAnOperatorThatSaysSoAndRecovers() {
    // Given
    String later = "catalog-" + UUID.randomUUID().toString().substring(0, 8);
    profiling.pod("late", "late");

    // When
    operator =
        OperatorProcess.with(kubeconfig)
            .environment("LANGUAGE_OPERATOR_CATALOG_NAMESPACE", later)
            .start()
            .awaitReady(LIMIT);
    profiling.run("late", "aperf", "late");

    // Then
    assertThat(operator.get("/q/health/ready"))
        .contains("ConfigMap '%s/profiler-images' cannot be read".formatted(later), "forbidden");
    assertMetric("catalog_loaded", 0);
    PowerTool waiting = profiling.awaitObstacle("late", "CatalogUnavailable");
    assertThat(Profiling.imageResolved(waiting).getStatus()).isEqualTo("Unknown");

    // And
    createCatalogNamespace(later);
    new Catalog(client, later).set(Map.of("aperf", "acme/aperf:v1"));
    profiling.awaitPhase("late", Phase.Completed);
    assertMetric("catalog_loaded", 1);
    assertThat(operator.get("/q/health/ready")).doesNotContain("cannot be read");
    client.namespaces().withName(later).delete();
  }

  @Test
  void aCatalogOfAMegabyteIsReadAndSearchedLikeASmallOne() {
    // Given
    catalog.set(Map.of("tool-00000", "acme/profiler:v0"));
    startOperator();
    int count = 8_600;
    Map<String, String> many = new HashMap<>();
    IntStream.range(0, count)
        .forEach(
            i ->
                many.put(
                    "tool-%05d".formatted(i),
                    "registry.corp:5000/team/profiler-%d@sha256:%064x".formatted(i, i)));
    assertThat(
            many.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum())
        .isBetween(1_000_000, 1_048_576);
    profiling.pod("huge", "huge");

    // When
    catalog.set(many);

    // Then
    Eventually.within(LIMIT, () -> assertMetric("catalog_entries", count));
    profiling.run("huge", "tool-08599", "huge");
    PowerTool tool = profiling.awaitPhase("huge", Phase.Completed);
    assertThat(tool.getStatus().getResolvedImage())
        .isEqualTo("registry.corp:5000/team/profiler-8599@sha256:%064x".formatted(8599));
    profiling.run("huge-unknown", "unknown", "huge");
    assertThat(
            Profiling.imageResolved(profiling.awaitObstacle("huge-unknown", "ToolNotFound"))
                .getMessage())
        .endsWith(" and 8580 more")
        .hasSizeLessThan(1_000);
    Eventually.within(
        LIMIT,
        () ->
            assertThat(catalog.eventMessages("ProfilerImageChanged"))
                .contains("8550 further tools changed; the log has all of them"));
  }

  private static void createCatalogNamespace(String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    client
        .resource(
            new RoleBuilder(
                    client.rbac().roles().inNamespace(Catalog.NAMESPACE).withName(ROLE).require())
                .withNewMetadata()
                .withName(ROLE)
                .withNamespace(name)
                .endMetadata()
                .build())
        .create();
    client
        .resource(
            new RoleBindingBuilder(
                    client
                        .rbac()
                        .roleBindings()
                        .inNamespace(Catalog.NAMESPACE)
                        .withName(ROLE)
                        .require())
                .withNewMetadata()
                .withName(ROLE)
                .withNamespace(name)
                .endMetadata()
                .build())
        .create();
  }

  private double runs(String result) {
    return metric("powertool_runs_total", Map.of("result", result));
  }

  private void assertMetric(String name, double value) {
    assertThat(metric(name)).as(name).isEqualTo(value);
  }

  private double metric(String name) {
    return metric(name, Map.of());
  }

  private double metric(String name, Map<String, String> labels) {
    return operator.metric(METRICS + name, labels).orElseThrow();
  }
}
