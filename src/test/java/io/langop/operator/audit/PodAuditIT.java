package io.langop.operator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Profiling;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.Patience;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What runs already is told as it is: pods come, change and go, and the list is edited. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("native")
class PodAuditIT {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String APP = "audited";
  private static final String PODS = "language_operator_pods_not_allowed";
  private static final String IMAGES = "language_operator_pod_images_not_allowed";
  private static final String OVERFLOW = "_overflow";

  /** The simulated nodes do not end the ephemeral containers of such pods. */
  private static final Map<String, String> HANGING = Map.of("test.langop.io/profiler", "hanging");

  private static final String PERF = "tools.example/perf:1";

  private Path kubeconfig;
  private KubernetesClient client;
  private TestNamespace namespace;
  private Allowlist allowlist;
  private Catalog catalog;
  private Profiling profiling;
  private OperatorProcess operator;

  @BeforeAll
  void startOperator(TestCluster cluster, KubernetesClient admin, TestNamespace own) {
    client = admin;
    namespace = own;
    kubeconfig = OperatorInstall.shipped().apply(cluster);
    allowlist = new Allowlist(client);
    catalog = new Catalog(client);
    profiling = new Profiling(client, namespace.name());
    allowlist.set("docker.io");
    catalog.set(Map.of("perf", PERF));
    operator = OperatorProcess.with(kubeconfig).start().awaitReady(START_LIMIT);
  }

  @AfterEach
  void removePods() {
    profiling.podsOf(APP).forEach(pod -> profiling.delete(pod.getMetadata().getName()));
    allowlist.set("docker.io");
    catalog.set(Map.of("perf", PERF));
  }

  @AfterAll
  void stopOperator() {
    operator.close();
  }

  @Test
  void aPodCountsFromWhenItComesUntilItGoes() {
    // Given
    create("allowed", image("nginx"));

    // When
    create("refused", image("evil.example/app:1"));

    // Then
    awaitPods(1);
    awaitImages("evil.example", 1);

    // When
    profiling.delete("refused");

    // Then
    awaitPods(0);
    awaitImages("evil.example", 0);
  }

  @Test
  void anImageThatIsChangedInARunningPodIsDecidedAnew() {
    // Given
    create("changing", image("nginx"));

    // When
    Eventually.edited(
        client.pods().inNamespace(namespace.name()).withName("changing"),
        pod -> image("evil.example/app:1").apply(new PodBuilder(pod)).build());

    // Then
    awaitPods(1);
  }

  @Test
  void anEditOfTheListDecidesWhatRunsAlready() {
    // Given
    create("one", image("quay.io/team/app:1"));
    create("two", image("quay.io/team/app:1"));
    awaitPods(2);
    awaitImages("quay.io", 1);

    // When
    allowlist.set("docker.io", "quay.io/team/");

    // Then
    awaitPods(0);

    // When
    allowlist.set("quay.io");
    create("three", image("nginx"));

    // Then
    awaitPods(1);
    awaitImages("docker.io", 1);
  }

  @Test
  void withoutAListNothingIsKnownToBeRefused() {
    // Given
    create("refused", image("evil.example/app:1"));
    awaitPods(1);

    // When
    allowlist.delete();

    // Then
    awaitPods(0);

    // When
    allowlist.set("docker.io");

    // Then
    awaitPods(1);
  }

  @Test
  void anEntryForAnotherNamespaceDoesNotHold() {
    // Given
    create("here", image("quay.io/app:1"));

    // When
    allowlist.set("quay.io namespaces=elsewhere");

    // Then
    awaitPods(1);

    // When
    allowlist.set("quay.io namespaces=" + namespace.name());

    // Then
    awaitPods(0);
  }

  @Test
  void anEntryEndsByItself() {
    // Given
    create("incident", image("quay.io/incident/tool:1"));
    awaitPods(1);

    // When
    Instant end =
        Instant.now().plus(Patience.of(Duration.ofSeconds(15))).truncatedTo(ChronoUnit.SECONDS);
    allowlist.set("docker.io", "quay.io/incident/ until=" + end);

    // Then
    awaitPods(0);
    awaitPods(1);
    assertThat(Instant.now()).isAfterOrEqualTo(end);
  }

  @Test
  void everySortOfImageCounts() {
    create(
        "init",
        pod ->
            pod.editSpec()
                .addNewInitContainer()
                .withName("init")
                .withImage("init.example/i:1")
                .endInitContainer()
                .endSpec());
    create(
        "volume",
        pod ->
            pod.editSpec()
                .addNewVolume()
                .withName("model")
                .withNewImage("IfNotPresent", "volume.example/v:1")
                .endVolume()
                .endSpec());
    create("debugged", image("nginx"));
    debug("debugged", "debugger", "debug.example/d:1");

    // Then
    awaitPods(3);
    awaitImages("init.example", 1);
    awaitImages("volume.example", 1);
    awaitImages("debug.example", 1);
  }

  @Test
  void aProfilerOfAPowerToolIsApprovedByTheCatalog() {
    // Given
    client.resource(profiling.newPod("profiled", APP, HANGING)).create();
    Eventually.assertThat(
        () -> assertThat(profiling.pod("profiled").getStatus().getPhase()).isEqualTo("Running"));

    // When
    profiling.run("run", "perf", APP);
    profiling.awaitPhase("run", Phase.Running);
    catalog.set(Map.of("perf", "tools.example/perf:2"));
    operator.awaitLog("tools.example/perf:2", START_LIMIT);
    create("sentinel", image("evil.example/app:1"));

    // Then
    awaitPods(1);
    awaitImages("tools.example", 0);

    // When somebody gives a container such a name
    debug("sentinel", "profiler-" + UUID.randomUUID() + "-1", "pretended.example/perf:1");

    // Then
    awaitImages("pretended.example", 1);
    profiling.tool("run").delete();
  }

  @Test
  void aPodThatHasEndedRunsNothing() {
    // Given
    create("job", image("evil.example/job:1"));
    profiling.awaitRunning("job");
    awaitPods(1);

    // When
    profiling.end("job");

    // Then
    awaitPods(0);
  }

  @Test
  void aRestartedOperatorTellsTheSameFromItsFirstMomentOn() {
    // Given
    create("refused", image("evil.example/app:1"));
    awaitPods(1);

    // When
    operator.close();
    operator = OperatorProcess.with(kubeconfig).start().awaitReady(START_LIMIT);

    // Then
    awaitPods(1);
    awaitImages("evil.example", 1);
  }

  @Test
  void whoeverMayCreatePodsCannotFillPrometheus() {
    try (TestNamespace other = TestNamespace.create(client, "audited");
        OperatorProcess bounded =
            OperatorProcess.with(kubeconfig)
                .environment("LANGUAGE_OPERATOR_METRICS_MAX_POD_SERIES", "1")
                .environment(
                    "LANGUAGE_OPERATOR_WATCHED_NAMESPACES", namespace.name() + "," + other.name())
                .start()
                .awaitReady(START_LIMIT)) {
      // When
      for (int number = 1; number <= 3; number++) {
        String image = "made-up-%d.example/app:1".formatted(number);
        create("made-up-" + number, image(image));
        client
            .resource(
                image(image)
                    .apply(
                        new PodBuilder(
                            new Profiling(client, other.name())
                                .newPod("made-up-" + number, APP, Map.of())))
                    .build())
            .create();
      }

      // Then
      Eventually.assertThat(
          () -> {
            assertThat(seriesOf(bounded, PODS)).isOne();
            assertThat(seriesOf(bounded, IMAGES)).isOne();
            assertThat(bounded.metric(PODS + OVERFLOW, Map.of())).hasValue(3);
            assertThat(bounded.metric(IMAGES + OVERFLOW, Map.of())).hasValue(5);
          });
    }
  }

  @Test
  void aDisabledAuditTellsNothing() {
    // Given
    create("refused", image("evil.example/app:1"));
    awaitPods(1);

    // When
    try (OperatorProcess without =
        OperatorProcess.with(kubeconfig)
            .environment("LANGUAGE_OPERATOR_AUDIT_ENABLED", "false")
            .start()
            .awaitReady(START_LIMIT)) {

      // Then
      assertThat(without.get("/q/metrics")).doesNotContain(PODS, IMAGES);
    }
  }

  private void create(String name, UnaryOperator<PodBuilder> changes) {
    Pod pod = profiling.newPod(name, APP, HANGING);
    client.resource(changes.apply(new PodBuilder(pod)).build()).create();
  }

  private static UnaryOperator<PodBuilder> image(String image) {
    return pod -> {
      Container main = pod.buildSpec().getContainers().get(0);
      main.setImage(image);
      return pod.editSpec().withContainers(main).endSpec();
    };
  }

  private void debug(String pod, String container, String image) {
    Eventually.edited(
        client.pods().inNamespace(namespace.name()).withName(pod).ephemeralContainers(),
        read ->
            new PodBuilder(read)
                .editSpec()
                .addToEphemeralContainers(
                    new EphemeralContainerBuilder().withName(container).withImage(image).build())
                .endSpec()
                .build());
  }

  private void awaitPods(int count) {
    Eventually.assertThat(
        () -> assertThat(valueOf(PODS, Map.of("namespace", namespace.name()))).isEqualTo(count));
  }

  private void awaitImages(String registry, int count) {
    Map<String, String> labels = Map.of("namespace", namespace.name(), "registry", registry);
    Eventually.assertThat(() -> assertThat(valueOf(IMAGES, labels)).isEqualTo(count));
  }

  private double valueOf(String metric, Map<String, String> labels) {
    return operator.metric(metric, labels).orElse(0);
  }

  private static long seriesOf(OperatorProcess operator, String metric) {
    return operator.get("/q/metrics").lines().filter(line -> line.startsWith(metric + "{")).count();
  }
}
