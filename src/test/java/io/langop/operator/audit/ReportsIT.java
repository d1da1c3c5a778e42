package io.langop.operator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Profiling;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.Helm;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Reports of the kinds that others define, written with the rights that the chart gives. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsIT {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** Between two writes of one report. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final String ROLE = "kube-system:language-operator:reports";
  private static final String EVIL = "evil.example/app:1";

  private KubernetesClient client;
  private Path kubeconfig;
  private List<HasMetadata> rights;
  private Allowlist allowlist;
  private TestNamespace namespace;
  private Profiling profiling;
  private OperatorProcess operator;

  @BeforeAll
  void startOperator(TestCluster cluster, KubernetesClient admin, @TempDir Path home) {
    client = admin;
    kubeconfig = OperatorInstall.shipped().apply(cluster);
    String rendered =
        Helm.withoutCluster(home)
            .succeed(
                "template",
                "language-operator",
                Path.of("helm").toAbsolutePath().toString(),
                "--namespace",
                OperatorInstall.NAMESPACE,
                "--kube-version",
                "1.36.0",
                "--set",
                "reports.enabled=true,image.repository=language-operator",
                "--show-only",
                "templates/role-reports.yaml");
    rights =
        client.load(new ByteArrayInputStream(rendered.getBytes(StandardCharsets.UTF_8))).items();
    rights.forEach(right -> client.resource(right).serverSideApply());
    allowlist = new Allowlist(client);
    allowlist.set("docker.io");
    operator = start();
  }

  private OperatorProcess start() {
    return OperatorProcess.with(kubeconfig)
        .environment("LANGUAGE_OPERATOR_REPORTS_ENABLED", "true")
        .environment("LANGUAGE_OPERATOR_REPORTS_OWNER", ROLE)
        .start()
        .awaitReady(START_LIMIT);
  }

  @BeforeEach
  void createNamespace() throws IOException {
    namespace = TestNamespace.create(client, "reported");
    profiling = new Profiling(client, namespace.name());
    define(ReportKind.OPEN_REPORT);
  }

  @AfterEach
  void removeNamespace() {
    namespace.close();
    allowlist.set("docker.io");
  }

  /** What belongs to the release goes with it. */
  @AfterAll
  void uninstall() throws IOException {
    define(ReportKind.OPEN_REPORT);
    try (TestNamespace last = TestNamespace.create(client, "last")) {
      client.resource(new Profiling(client, last.name()).newPod("p", "p", Map.of())).create();
      Eventually.assertThat(
          () -> assertThat(find(ReportKind.OPEN_REPORT, last.name())).isPresent());
      operator.close();
      client.resourceList(rights).delete();
      Eventually.assertThat(() -> assertThat(find(ReportKind.OPEN_REPORT, last.name())).isEmpty());
    }
    for (ReportKind kind : ReportKind.values()) {
      undefine(kind);
    }
  }

  @Test
  @Tag("native")
  void aReportSaysWhatPodsRunInTheFieldsThatEveryToolReads() {
    // When
    profiling.podOf("stranger", EVIL);
    profiling.podOf("friend", "nginx");

    // Then
    Eventually.assertThat(
        () -> assertThat(summary(report())).containsEntry("fail", 1).containsEntry("pass", 1));
    assertThat(report().<String>get("scope", "kind")).isEqualTo("Namespace");
    assertThat(report().<String>get("scope", "name")).isEqualTo(namespace.name());
    assertThat(results(report()))
        .singleElement()
        .satisfies(
            result ->
                assertThat(result)
                    .containsEntry("result", "fail")
                    .containsEntry("severity", "medium")
                    .containsEntry("category", "Supply Chain Security")
                    .containsEntry("policy", "registry-allowlist")
                    .containsEntry("rule", "RegistryNotAllowed")
                    .containsEntry("source", "language-operator")
                    .containsEntry(
                        "message",
                        "Image registry 'evil.example' is not in whitelist. Allowed: docker.io")
                    .containsEntry("properties", Map.of("images", EVIL))
                    .containsEntry(
                        "resources",
                        List.of(
                            Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "Pod",
                                "namespace",
                                namespace.name(),
                                "name",
                                "stranger"))));
    assertThat(report().getMetadata().getOwnerReferences())
        .singleElement()
        .returns(ROLE, OwnerReference::getName)
        .returns(
            client.rbac().clusterRoles().withName(ROLE).get().getMetadata().getUid(),
            OwnerReference::getUid);
  }

  @Test
  @Tag("native")
  void theOlderKindIsUsedUntilTheNewerOneComes() throws IOException {
    // Given
    undefine(ReportKind.OPEN_REPORT);
    profiling.podOf("stranger", EVIL);

    // When
    define(ReportKind.POLICY_REPORT);

    // Then
    Eventually.assertThat(
        () ->
            assertThat(summary(find(ReportKind.POLICY_REPORT, namespace.name()).orElseThrow()))
                .containsEntry("fail", 1));

    // When
    define(ReportKind.OPEN_REPORT);

    // Then
    Eventually.assertThat(() -> assertThat(summary(report())).containsEntry("fail", 1));
    Eventually.assertThat(
        () -> assertThat(find(ReportKind.POLICY_REPORT, namespace.name())).isEmpty());
    undefine(ReportKind.POLICY_REPORT);
  }

  @Test
  void aReportIsBoundedAndItsCountsAreNot() {
    // When
    IntStream.range(0, 105)
        .parallel()
        .forEach(
            number -> {
              var pod = profiling.newPod("pod-" + number, "many", Map.of());
              pod.getSpec().getContainers().get(0).setImage(EVIL);
              client.resource(pod).create();
            });

    // Then
    Eventually.assertThat(() -> assertThat(summary(report())).containsEntry("fail", 105));
    assertThat(results(report())).hasSize(100);
  }

  @Test
  void manyChangesAreOneWrite() {
    // Given
    profiling.podOf("first", EVIL);
    Eventually.assertThat(() -> assertThat(summary(report())).containsEntry("fail", 1));
    long before = report().getMetadata().getGeneration();

    // When
    long began = System.nanoTime();
    for (int number = 0; number < 20; number++) {
      client.resource(profiling.newPod("pod-" + number, "many", Map.of())).create();
    }

    // Then
    Eventually.assertThat(() -> assertThat(summary(report())).containsEntry("pass", 20));
    long pauses = Duration.ofNanos(System.nanoTime() - began).dividedBy(PAUSE);
    assertThat(report().getMetadata().getGeneration() - before).isLessThanOrEqualTo(2 + pauses);
  }

  @Test
  void anEditChangesTheReportAndNoListIsNoPass() {
    // Given
    profiling.podOf("stranger", EVIL);
    Eventually.assertThat(() -> assertThat(summary(report())).containsEntry("fail", 1));

    // When
    allowlist.set("docker.io", "evil.example");

    // Then
    Eventually.assertThat(
        () -> assertThat(summary(report())).containsEntry("fail", 0).containsEntry("pass", 1));
    assertThat(results(report())).isEmpty();

    // When
    allowlist.delete();

    // Then
    Eventually.assertThat(
        () -> assertThat(summary(report())).containsEntry("error", 1).containsEntry("pass", 0));
  }

  @Test
  void aNamespaceWithoutPodsHasNoReport() {
    // Given
    profiling.podOf("stranger", EVIL);
    Eventually.assertThat(() -> assertThat(summary(report())).containsEntry("fail", 1));

    // When
    profiling.delete("stranger");

    // Then
    Eventually.assertThat(
        () -> assertThat(find(ReportKind.OPEN_REPORT, namespace.name())).isEmpty());
  }

  @Test
  void aNewLeaderWritesOnlyWhatDiffers() {
    // Given
    profiling.podOf("stranger", EVIL);
    Eventually.assertThat(() -> assertThat(summary(report())).containsEntry("fail", 1));
    String before = report().getMetadata().getResourceVersion();

    // When
    operator.close();
    try (TestNamespace other = TestNamespace.create(client, "sentinel")) {
      new Profiling(client, other.name()).podOf("stranger", EVIL);
      operator = start();

      // Then
      Eventually.assertThat(
          () -> assertThat(find(ReportKind.OPEN_REPORT, other.name())).isPresent());
      assertThat(report().getMetadata().getResourceVersion()).isEqualTo(before);
    }
  }

  private GenericKubernetesResource report() {
    return find(ReportKind.OPEN_REPORT, namespace.name()).orElseThrow();
  }

  private Optional<GenericKubernetesResource> find(ReportKind kind, String in) {
    return Optional.ofNullable(
        client
            .genericKubernetesResources(kind.resource())
            .inNamespace(in)
            .withName("language-operator")
            .get());
  }

  private static Map<String, Integer> summary(GenericKubernetesResource report) {
    return report.get("summary");
  }

  private static List<Map<String, Object>> results(GenericKubernetesResource report) {
    return report.get("results");
  }

  private void define(ReportKind kind) throws IOException {
    try (InputStream definition = ReportsIT.class.getResourceAsStream(kind.crd() + ".yaml")) {
      client.load(definition).items().forEach(it -> client.resource(it).serverSideApply());
    }
  }

  private void undefine(ReportKind kind) {
    var definition = client.apiextensions().v1().customResourceDefinitions().withName(kind.crd());
    definition.delete();
    Eventually.assertThat(() -> assertThat(definition.get()).isNull());
  }
}
