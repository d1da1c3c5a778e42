package io.langop.operator.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.Prometheus;
import io.langop.operator.testcluster.Prometheus.Alert;
import io.langop.operator.testcluster.PrometheusPrograms;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The shipped alerts in a real Prometheus that scrapes a real operator. Only how long a condition
 * has to hold, and how long an alert outlives it, are shortened, and one replica is all there is;
 * the expressions are those that are shipped.
 */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertsIT {
  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final String EVIL = "evil.example";
  private static final String RULES =
      AlertRules.text()
          .replaceAll("(?m)^(?<before> +(?:keep_firing_)?for: )\\w+$", "${before}3s")
          .replace("(language_operator_leader) < 2", "(language_operator_leader) < 1");

  private Path kubeconfig;
  private PrometheusPrograms programs;
  private String namespace;
  private Allowlist allowlist;
  private Catalog catalog;
  private Catalog settings;
  private Workloads workloads;
  private Profiling profiling;
  private OperatorProcess operator;
  private Prometheus prometheus;

  @BeforeAll
  void install(TestCluster cluster, KubernetesClient admin, TestNamespace own) {
    programs = PrometheusPrograms.find();
    kubeconfig = OperatorInstall.shipped().apply(cluster);
    namespace = own.name();
    allowlist = new Allowlist(admin);
    catalog = new Catalog(admin);
    settings = Catalog.ofSettings(admin);
    workloads = new Workloads(admin, namespace);
    profiling = new Profiling(admin, namespace);
    reset();
    operator = start();
  }

  private OperatorProcess start() {
    return OperatorProcess.with(kubeconfig).start().awaitReady(START_LIMIT);
  }

  private void reset() {
    workloads.deleteAll();
    allowlist.set("docker.io");
    catalog.set(Map.of("aperf", "registry.example.com/aperf:v1"));
    settings.set(Map.of("aperf", "{}"));
  }

  /** One that knows nothing of what an earlier test did. */
  @BeforeEach
  void startPrometheus() {
    Allowlist.awaitInForce(operator, "docker.io");
    awaitLast("Loaded profiler images: ", "1 tools, 0 invalid entries");
    awaitLast("Loaded profiler settings: ", "1 tools, 0 invalid");
    prometheus = Prometheus.start(programs, operator.baseUri(), RULES);
    Eventually.assertThat(
        () ->
            assertThat(prometheus.query("language_operator_powertool_runs_total"))
                .as("what was scraped")
                .isNotEmpty());
    Eventually.assertThat(
        () -> assertThat(prometheus.alerts()).as("alerts while all is well").isEmpty());
  }

  /** Waits until the operator has taken what {@link #reset} wrote: later it would be a change. */
  private void awaitLast(String loaded, String what) {
    Eventually.assertThat(
        () ->
            assertThat(operator.log())
                .filteredOn(line -> line.contains(loaded))
                .last()
                .asString()
                .endsWith(loaded + what));
  }

  @AfterEach
  void stopPrometheus() {
    prometheus.close();
    reset();
  }

  @AfterAll
  void stopOperator() {
    operator.close();
  }

  @Test
  void aBlockedImageIsAnAlertUntilALiveEditOfTheAllowlistAllowsIt() {
    // When
    workloads.agent("stranger", EVIL + "/agents/stranger:1.0", 0);

    // Then
    Alert alert = awaitFiring("ImageBlocked");
    assertThat(alert.labels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "alertname", "ImageBlocked",
                "severity", "warning",
                "kind", "LanguageAgent",
                "namespace", namespace,
                "name", "stranger",
                "registry", EVIL,
                "running", "false"));
    assertThat(alert.annotations().get("summary"))
        .isEqualTo("The image of LanguageAgent %s/stranger is blocked".formatted(namespace));
    assertThat(alert.annotations().get("description"))
        .contains(EVIL, "kubectl edit configmap operator-config -n kube-system");

    // When
    allowlist.set("docker.io", EVIL);

    // Then
    awaitSilent("ImageBlocked");
  }

  @Test
  void aWorkloadThatRunsOnWhenItsRegistryIsRemovedIsToldApart() {
    // Given
    workloads.agent("frozen", "docker.io/library/alpine:3.22", 1);
    Eventually.assertThat(
        () ->
            assertThat(workloads.ready("frozen"))
                .hasValueSatisfying(ready -> assertThat(ready.getStatus()).isEqualTo("True")));

    // When
    allowlist.set("quay.io");

    // Then
    Alert alert = awaitFiring("ImageBlocked");
    assertThat(alert.labels()).containsEntry("running", "true");
    assertThat(alert.annotations().get("description")).contains("keeps running, frozen");
  }

  @Test
  void anImageThatIsNoReferenceIsAnAlertForItsAuthor() {
    // When
    workloads.agent("typo", "docker.io/library/alpine:" + "x".repeat(129), 0);

    // Then
    Alert alert = awaitFiring("ImageBlocked");
    assertThat(alert.labels()).doesNotContainKey("registry");
    assertThat(alert.annotations().get("description"))
        .contains("kubectl edit languageagent typo -n " + namespace);

    // When
    workloads.editImage("typo", "docker.io/library/alpine");

    // Then
    awaitSilent("ImageBlocked");
  }

  @Test
  void podsThatRunWhatIsNotAllowedAreAnAlertOfTheirNamespaceUntilTheyAreGone() {
    // When
    profiling.podOf("stranger", EVIL + "/app:1");

    // Then
    Alert alert = awaitFiring("PodsNotAllowed");
    assertThat(alert.labels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("alertname", "PodsNotAllowed", "severity", "info", "namespace", namespace));
    assertThat(alert.annotations().get("summary"))
        .isEqualTo("1 pods in namespace %s run images that are not allowed".formatted(namespace));

    // When
    profiling.delete("stranger");

    // Then
    awaitSilent("PodsNotAllowed");
  }

  @Test
  void aMissingAllowlistIsAnAlertUntilThereIsOneAgain() {
    // When
    allowlist.delete();

    // Then
    assertThat(awaitFiring("AllowlistUnavailable").labels()).containsEntry("severity", "critical");

    // When
    allowlist.set("docker.io");

    // Then
    awaitSilent("AllowlistUnavailable");
  }

  @Test
  void anInvalidEntryIsAnAlertUntilItIsCorrected() {
    // When
    allowlist.set("docker.io", "https://bad.example");

    // Then
    assertThat(awaitFiring("AllowlistInvalidEntries").annotations().get("summary"))
        .startsWith("1 entries");

    // When
    allowlist.set("docker.io", "good.example");

    // Then
    awaitSilent("AllowlistInvalidEntries");
  }

  @Test
  void anEditOfTheAllowlistIsAnAlertAndAnEditOfACommentIsNone() {
    // Given
    double loads = sum("language_operator_allowlist_loads_total");
    double changes = sum("language_operator_allowlist_changes_total");

    // When
    allowlist.set("docker.io  # for everybody");

    // Then
    Eventually.assertThat(
        () -> assertThat(sum("language_operator_allowlist_loads_total")).isEqualTo(loads + 1));
    assertThat(sum("language_operator_allowlist_changes_total")).isEqualTo(changes);
    assertThat(prometheus.firing("AllowlistChanged")).isEmpty();

    // When
    allowlist.set("docker.io", "quay.io");

    // Then
    assertThat(awaitFiring("AllowlistChanged").labels()).containsEntry("severity", "info");
    Eventually.assertThat(
        () ->
            assertThat(allowlist.eventMessages("AllowlistChanged"))
                .anyMatch(message -> message.startsWith("added: quay.io")));
  }

  @Test
  void anEditOfTheCatalogIsAnAlertThatTellsWhatWasDone() {
    // When
    catalog.put("aperf", "registry.example.com/aperf:v2");

    // Then
    assertThat(awaitFiring("ProfilerImageChanged").labels())
        .containsEntry("change", "changed")
        .containsEntry("severity", "info");
  }

  @Test
  void aMissingCatalogAndAnInvalidEntryOfItAreAlertsUntilTheyAreMended() {
    // When
    catalog.put("broken", "not an image");

    // Then
    awaitFiring("CatalogInvalidEntries");

    // When
    catalog.delete();

    // Then
    awaitFiring("CatalogUnavailable");
    awaitSilent("CatalogInvalidEntries");

    // When
    catalog.set(Map.of("aperf", "registry.example.com/aperf:v1"));

    // Then
    awaitSilent("CatalogUnavailable");
  }

  @Test
  void anEditOfTheSettingsAndAMistakeInThemAreAlerts() {
    // When
    settings.put("aperf", "args: none");

    // Then
    awaitFiring("SettingsInvalidEntries");
    assertThat(awaitFiring("ProfilerSettingsChanged").labels())
        .containsEntry("change", "changed")
        .containsEntry("severity", "info");

    // When
    settings.put("aperf", "{}");

    // Then
    awaitSilent("SettingsInvalidEntries");
  }

  @Test
  void aRunThatFailsIsAnAlert() {
    // Given
    profiling.failingPod("target", "app");

    // When
    profiling.run("failing", "aperf", "app");
    profiling.awaitPhase("failing", Phase.Failed);

    // Then
    awaitFiring("PowerToolFailed");
    profiling.tool("failing").delete();
  }

  @Test
  void anOperatorThatIsGoneIsAnAlertUntilOneRunsAgain() {
    // When
    operator.kill();

    // Then
    assertThat(awaitFiring("OperatorDown").labels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("alertname", "OperatorDown", "severity", "critical"));
    assertThat(prometheus.alerts()).extracting(Alert::name).containsOnly("OperatorDown");
    operator = start();
  }

  /** Waits until exactly one alert of this name fires. */
  private Alert awaitFiring(String name) {
    return Eventually.answer(
        () -> {
          List<Alert> firing = prometheus.firing(name);
          assertThat(firing).as("firing: %s", name).hasSize(1);
          return firing.get(0);
        });
  }

  /**
   * The sum of all series of a metric, as Prometheus has scraped it, now or after a late answer.
   */
  private double sum(String metric) {
    return Eventually.answer(() -> prometheus.query("sum(%s)".formatted(metric)).get(0).value());
  }

  private void awaitSilent(String name) {
    Eventually.assertThat(
        () -> assertThat(prometheus.firing(name)).as("firing: %s", name).isEmpty());
  }
}
