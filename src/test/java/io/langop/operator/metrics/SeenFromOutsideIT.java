package io.langop.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("native")
class SeenFromOutsideIT {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String PREFIX = "language_operator_";
  private static final String EVIL = "evil.example/app";

  private Path kubeconfig;
  private KubernetesClient client;
  private String namespace;
  private Allowlist allowlist;
  private Workloads workloads;
  private OperatorProcess operator;

  @BeforeAll
  void startOperator(TestCluster cluster, KubernetesClient admin, TestNamespace own) {
    kubeconfig = OperatorInstall.shipped().apply(cluster);
    client = admin;
    namespace = own.name();
    allowlist = new Allowlist(client);
    workloads = new Workloads(client, namespace);
    allowlist.set("docker.io");
    awaitEmptyCluster();
    operator = start();
  }

  private OperatorProcess start() {
    return OperatorProcess.with(kubeconfig)
        .environment("LANGUAGE_OPERATOR_METRICS_MAX_BLOCKED_IMAGE_SERIES", "5")
        .start()
        .awaitReady(START_LIMIT);
  }

  /** Some of these numbers are about the whole cluster. */
  private void awaitEmptyCluster() {
    Eventually.assertThat(
        () -> {
          assertThat(client.resources(LanguageAgent.class).inAnyNamespace().list().getItems())
              .as("agents that other tests have left")
              .isEmpty();
          assertThat(client.resources(LanguageTool.class).inAnyNamespace().list().getItems())
              .as("tools that other tests have left")
              .isEmpty();
        });
  }

  @AfterEach
  void removeWorkloads() {
    workloads.deleteAll();
    allowlist.setAndAwait(operator, "docker.io");
    Eventually.assertThat(
        () -> assertThat(metric("blocked_resources", Map.of("kind", "LanguageAgent"))).isZero());
  }

  @AfterAll
  void stopOperator() {
    operator.close();
  }

  @Test
  void verdictsAreCountedWhenTheyChange() {
    // Given
    Map<String, String> denied =
        Map.of("kind", "LanguageAgent", "status", "False", "reason", "RegistryNotAllowed");
    Map<String, String> allowed =
        Map.of("kind", "LanguageAgent", "status", "True", "reason", "RegistryAllowed");
    Map<String, String> invalid =
        Map.of("kind", "LanguageTool", "status", "False", "reason", "InvalidImageReference");
    double deniedBefore = metric("image_validations_total", denied);
    double allowedBefore = metric("image_validations_total", allowed);
    double invalidBefore = metric("image_validations_total", invalid);

    // When
    workloads.agent("counted", EVIL, 0);
    workloads.awaitValidated("counted", "False");
    workloads.tool("counted", "docker.io/library/alpine:" + "x".repeat(129));
    allowlist.set("docker.io", "evil.example");
    workloads.awaitValidated("counted", "True");

    // Then
    Eventually.assertThat(
        () -> {
          assertThat(metric("image_validations_total", denied)).isEqualTo(deniedBefore + 1);
          assertThat(metric("image_validations_total", allowed)).isEqualTo(allowedBefore + 1);
          assertThat(metric("image_validations_total", invalid)).isEqualTo(invalidBefore + 1);
        });
  }

  @Test
  void aBlockedImageHasASeriesUntilItIsAllowed() {
    // Given
    Map<String, String> labels =
        Map.of(
            "kind", "LanguageAgent",
            "namespace", namespace,
            "name", "blocked",
            "registry", "evil.example",
            "running", "false");

    // When
    workloads.agent("blocked", EVIL, 0);

    // Then
    Eventually.assertThat(() -> assertThat(metric("blocked_images", labels)).isOne());

    // When
    allowlist.set("docker.io", "evil.example");

    // Then
    Eventually.assertThat(
        () -> assertThat(operator.metric(PREFIX + "blocked_images", labels)).isEmpty());
  }

  @Test
  void aBlockedImageHasASeriesUntilItsResourceIsDeleted() {
    // Given
    workloads.agent("deleted", EVIL, 0);
    Map<String, String> labels = Map.of("namespace", namespace, "name", "deleted");
    Eventually.assertThat(() -> assertThat(metric("blocked_images", labels)).isOne());

    // When
    workloads.agent("deleted").delete();

    // Then
    Eventually.assertThat(
        () -> assertThat(operator.metric(PREFIX + "blocked_images", labels)).isEmpty());
  }

  @Test
  void resourcesThatAreDeletedAsSoonAsTheyAreMadeLeaveNothingBehind() {
    // When
    for (int round = 0; round < 3; round++) {
      for (String name : workloads.agents("short-lived", 20, EVIL)) {
        workloads.agent(name).delete();
      }
    }

    // Then
    workloads.agent("sentinel", EVIL, 0);
    workloads.awaitValidated("sentinel", "False");
    Eventually.assertThat(
        () -> {
          assertThat(metric("blocked_resources", Map.of("kind", "LanguageAgent"))).isOne();
          assertThat(metric("blocked_images", Map.of())).isOne();
          assertThat(metric("blocked_images_overflow", Map.of())).isZero();
        });
  }

  @Test
  void seriesOfBlockedImagesAreBoundedAndAFreePlaceIsTaken() {
    // When
    List<String> names = workloads.agents("many", 8, EVIL);
    workloads.awaitAllValidated(names, "False");

    // Then
    Eventually.assertThat(
        () -> {
          assertThat(metric("blocked_images", Map.of())).isEqualTo(5);
          assertThat(metric("blocked_images_overflow", Map.of())).isEqualTo(3);
          assertThat(metric("blocked_resources", Map.of("kind", "LanguageAgent"))).isEqualTo(8);
        });

    // When
    String shown =
        names.stream()
            .filter(
                name ->
                    operator.metric(PREFIX + "blocked_images", Map.of("name", name)).isPresent())
            .findFirst()
            .orElseThrow();
    workloads.agent(shown).delete();

    // Then
    Eventually.assertThat(
        () -> {
          assertThat(metric("blocked_images_overflow", Map.of())).isEqualTo(2);
          assertThat(metric("blocked_images", Map.of())).isEqualTo(5);
          assertThat(operator.metric(PREFIX + "blocked_images", Map.of("name", shown))).isEmpty();
        });
  }

  @Test
  void blockedResourcesAreCountedByKind() {
    // When
    workloads.agents("agent", 2, EVIL);
    workloads.tool("tool", EVIL);

    // Then
    Eventually.assertThat(
        () -> {
          assertThat(metric("blocked_resources", Map.of("kind", "LanguageAgent"))).isEqualTo(2);
          assertThat(metric("blocked_resources", Map.of("kind", "LanguageTool"))).isEqualTo(1);
        });
  }

  @Test
  void theAllowlistTellsWhatIsInForceAndSinceWhen() {
    // Given
    double successes = metric("allowlist_loads_total", Map.of("result", "success"));
    double failures = metric("allowlist_loads_total", Map.of("result", "failure"));
    long before = Instant.now().getEpochSecond() - 1;

    // When
    allowlist.set("docker.io", "quay.io", "*.gcr.io", "https://bad.example");

    // Then
    Eventually.assertThat(
        () -> {
          assertThat(metric("allowlist_loaded", Map.of())).isOne();
          assertThat(metric("allowlist_entries", Map.of())).isEqualTo(3);
          assertThat(metric("allowlist_invalid_entries", Map.of())).isOne();
          assertThat(metric("allowlist_loads_total", Map.of("result", "success")))
              .isEqualTo(successes + 1);
          assertThat(metric("allowlist_last_load_timestamp_seconds", Map.of()))
              .isBetween((double) before, Instant.now().toEpochMilli() / 1e3);
        });

    // When
    allowlist.delete();

    // Then
    Eventually.assertThat(
        () -> {
          assertThat(metric("allowlist_loaded", Map.of())).isZero();
          assertThat(metric("allowlist_entries", Map.of())).isZero();
          assertThat(metric("allowlist_loads_total", Map.of("result", "failure")))
              .isEqualTo(failures + 1);
        });
  }

  @Test
  void anEditIsTimedUntilTheLastStatusIsWrittenThoughOneIsRefusedAndOneIsBeingDeleted() {
    // Given
    List<String> names = workloads.agents("timed", 5, EVIL);
    workloads.awaitAllValidated(names, "False");
    setFinalizers("timed-0", List.of("example.com/stays"));
    workloads.agent("timed-0").delete();
    edit("timed-1", agent -> agent.getSpec().setNodeSelector(Map.of("not a label", "x")));
    workloads.agent("sentinel", EVIL, 0);
    workloads.awaitValidated("sentinel", "False");
    double count = metric("allowlist_propagation_seconds_count", Map.of());

    // When
    allowlist.set("docker.io", "evil.example");

    // Then
    try {
      Eventually.assertThat(
          () ->
              assertThat(metric("allowlist_propagation_seconds_count", Map.of()))
                  .isEqualTo(count + 1));
      assertThat(metric("allowlist_propagation_seconds_bucket", Map.of("le", "+Inf")))
          .isEqualTo(count + 1);
      assertThat(metric("allowlist_propagation_seconds_sum", Map.of())).isPositive();
    } finally {
      setFinalizers("timed-0", List.of());
    }
  }

  private void setFinalizers(String agent, List<String> finalizers) {
    edit(agent, edited -> edited.getMetadata().setFinalizers(finalizers));
  }

  private void edit(String agent, Consumer<LanguageAgent> change) {
    Eventually.edited(
        workloads.agent(agent),
        read -> {
          change.accept(read);
          return read;
        });
  }

  @Test
  void theFrameworkTheJvmAndTheProcessAreMeasuredWithoutASeriesForEachResource() {
    // Given
    workloads.agent("watched-by-name", "docker.io/library/alpine", 0);
    workloads.awaitValidated("watched-by-name", "True");

    // When
    List<String> samples =
        operator.get("/q/metrics").lines().filter(line -> !line.startsWith("#")).toList();

    // Then
    Set<String> names =
        samples.stream().map(line -> line.split("[{ ]", 2)[0]).collect(Collectors.toSet());
    assertThat(names)
        .anyMatch(name -> name.startsWith("operator_sdk_"))
        .anyMatch(name -> name.startsWith("jvm_memory_"))
        .anyMatch(name -> name.startsWith("process_cpu_"));
    assertThat(samples)
        .noneMatch(line -> line.contains("watched-by-name"))
        .noneMatch(line -> line.contains("retries_number"));
  }

  @Test
  void healthTellsWhatIsReadyAndWhatIsLoaded() {
    // Given
    allowlist.set("docker.io", "quay.io", "*");

    // Then
    Eventually.assertThat(
        () ->
            assertThat(operator.get("/q/health/ready"))
                .contains(
                    "\"name\": \"allowlist\"",
                    "\"loaded\": true",
                    "\"entries\": 2",
                    "\"invalidEntries\": 1")
                .doesNotContain("DOWN"));
    assertThat(operator.get("/q/health/live"))
        .contains("\"name\": \"watches\"", "\"status\": \"UP\"")
        .doesNotContain("DOWN");
    assertThat(operator.get("/q/health/started"))
        .contains("\"name\": \"controllers started\"", "\"status\": \"UP\"")
        .doesNotContain("DOWN");
  }

  @Test
  void eventsThatExceedTheirRateAreDroppedAndCountedAndStatusesDoNotWaitForThem() {
    // Given
    operator.stop();
    List<String> names = workloads.agents("slow", 40, EVIL);
    try (OperatorProcess frugal =
        OperatorProcess.with(kubeconfig)
            .environment("LANGUAGE_OPERATOR_EVENTS_PER_SECOND", "1")
            .environment("LANGUAGE_OPERATOR_EVENTS_QUEUE_SIZE", "5")
            .start()
            .awaitReady(START_LIMIT)) {
      workloads.awaitAllValidated(names, "False");

      // When: 40 events at each of four edits, which would take 160 seconds
      long started = System.nanoTime();
      for (int round = 0; round < 2; round++) {
        allowlist.set("docker.io", "evil.example");
        workloads.awaitAllValidated(names, "True");
        allowlist.set("docker.io");
        workloads.awaitAllValidated(names, "False");
      }
      Duration taken = Duration.ofNanos(System.nanoTime() - started);

      // Then
      assertThat(taken).isLessThan(Duration.ofSeconds(120));
      assertThat(frugal.metric(PREFIX + "events_dropped_total", Map.of()).orElseThrow())
          .isGreaterThanOrEqualTo(100);
      Eventually.assertThat(
          () ->
              assertThat(allowlist.eventMessages("AllowlistChanged"))
                  .filteredOn(message -> message.contains("evil.example; "))
                  .filteredOn(message -> message.contains(" 40 "))
                  .containsExactlyInAnyOrder(
                      "added: evil.example; 0 resources blocked, 40 unblocked",
                      "added: evil.example; 0 resources blocked, 40 unblocked",
                      "removed: evil.example; 40 resources blocked, 0 unblocked",
                      "removed: evil.example; 40 resources blocked, 0 unblocked"));
    } finally {
      operator = start();
    }
  }

  /** Zero when there is no such series. */
  private double metric(String name, Map<String, String> labels) {
    return operator.metric(PREFIX + name, labels).orElse(0);
  }
}
