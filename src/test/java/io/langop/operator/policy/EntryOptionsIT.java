package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Workloads;
import io.langop.operator.support.Workloads.Validation;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.Patience;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Entries with conditions, a list that is not written as one, and hosts in upper case. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntryOptionsIT {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String DIGEST = "@sha256:" + "a".repeat(64);

  private Path kubeconfig;
  private KubernetesClient client;
  private Allowlist allowlist;
  private Workloads workloads;
  private OperatorProcess operator;

  @BeforeAll
  void startOperator(TestCluster cluster, KubernetesClient client, TestNamespace namespace) {
    this.client = client;
    kubeconfig = OperatorInstall.shipped().apply(cluster);
    allowlist = new Allowlist(client);
    workloads = new Workloads(client, namespace.name());
    allowlist.set("docker.io");
    operator = OperatorProcess.with(kubeconfig).start().awaitReady(START_LIMIT);
  }

  @AfterEach
  void removeWorkloads() {
    workloads.deleteAll();
    allowlist.resource().delete();
    allowlist.setAndAwait(operator, "docker.io");
  }

  @AfterAll
  void stopOperator() {
    operator.close();
  }

  @Test
  void anImageThatIsNotPinnedIsRefusedUntilItIs() {
    // Given
    allowlist.set("docker.io", "ghcr.io/acme/ digest=required");
    workloads.agent("pinned", "ghcr.io/acme/app:v1");

    // Then
    Validation expected =
        new Validation(
            "False",
            "DigestRequired",
            "Image 'ghcr.io/acme/app:v1' has no digest, and entry 'ghcr.io/acme/' requires one:"
                + " write ghcr.io/acme/app@sha256:DIGEST");
    Eventually.assertThat(() -> assertThat(workloads.validation("pinned")).contains(expected));
    assertThat(workloads.deployment("pinned")).isEmpty();
    Eventually.assertThat(
        () ->
            assertThat(workloads.events("pinned", "DigestRequired"))
                .singleElement()
                .returns("Warning", Event::getType));
    Eventually.assertThat(() -> assertThat(metric("blocked_images")).isOne());

    // When
    workloads.editImage("pinned", "ghcr.io/acme/app:v1" + DIGEST);

    // Then
    workloads.awaitValidated("pinned", "True");
    Eventually.assertThat(() -> assertThat(workloads.deployment("pinned")).isPresent());
  }

  @Test
  void anEntryForOneNamespaceDoesNotHoldInAnother() {
    try (TestNamespace other = TestNamespace.create(client, "elsewhere")) {
      // Given
      Workloads elsewhere = new Workloads(client, other.name());
      workloads.agent("here", "quay.io/team/app:1");
      elsewhere.agent("there", "quay.io/team/app:1");
      workloads.awaitValidated("here", "False");
      elsewhere.awaitValidated("there", "False");

      // When
      allowlist.set("docker.io", "quay.io namespaces=nobody," + other.name());

      // Then
      elsewhere.awaitValidated("there", "True");
      Eventually.assertThat(
          () ->
              assertThat(workloads.validation("here"))
                  .hasValueSatisfying(
                      it ->
                          assertThat(it.message())
                              .endsWith(
                                  "entry 'quay.io' is only for namespaces nobody,"
                                      + other.name())));
      assertThat(workloads.deployment("here")).isEmpty();
      elsewhere.deleteAll();
    }
  }

  @Test
  void anEntryEndsByItself() {
    // Given
    allowlist.set("docker.io", "quay.io/incident/ until=" + inSeconds(3_600));
    workloads.agent("tool", "quay.io/incident/tool:1");
    workloads.awaitValidated("tool", "True");
    Eventually.assertThat(
        () ->
            assertThat(workloads.ready("tool"))
                .hasValueSatisfying(it -> assertThat(it.getStatus()).isEqualTo("True")));
    Eventually.assertThat(() -> assertThat(metric("allowlist_entries_ending")).isOne());
    Deployment before = workloads.deployment("tool").orElseThrow();

    // When nothing happens but that time passes
    Instant end = inSeconds((int) Patience.of(Duration.ofSeconds(15)).toSeconds());
    allowlist.set("docker.io", "quay.io/incident/ until=" + end);
    Validation ended = workloads.awaitValidated("tool", "False");

    // Then
    assertThat(
            workloads.agent("tool").get().getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("ImageValidated"))
                .map(condition -> Instant.parse(condition.getLastTransitionTime())))
        .allSatisfy(flipped -> assertThat(flipped).isAfterOrEqualTo(end));
    assertThat(ended.message())
        .isEqualTo(
            "Image registry 'quay.io' is not in whitelist. Allowed: docker.io;"
                + " entry 'quay.io/incident/' ended "
                + end);
    assertThat(workloads.deployment("tool")).contains(before);
    Eventually.assertThat(
        () ->
            assertThat(allowlist.eventMessages("AllowlistEntryEnded"))
                .contains(
                    "ended: quay.io/incident/{until="
                        + end
                        + "}; 1 resources blocked, 0 unblocked"));
    assertThat(metric("allowlist_entries")).isOne();
    assertThat(metric("allowlist_entries_ending")).isZero();
    assertThat(metric("allowlist_invalid_entries")).isZero();
  }

  @Test
  void anEntryThatEndsWhileNoOperatorRunsAllowsNothingAfterwards() {
    // Given
    allowlist.set("docker.io", "quay.io/incident/");
    workloads.agent("tool", "quay.io/incident/tool:1");
    workloads.awaitValidated("tool", "True");
    operator.close();
    Instant end = inSeconds(5);
    allowlist.set("docker.io", "quay.io/incident/ until=" + end);

    // When
    Eventually.assertThat(() -> assertThat(Instant.now()).isAfter(end));
    operator = OperatorProcess.with(kubeconfig).start().awaitReady(START_LIMIT);

    // Then
    assertThat(workloads.awaitValidated("tool", "False").message())
        .endsWith("entry 'quay.io/incident/' ended " + end);
    Eventually.assertThat(
        () ->
            assertThat(allowlist.eventMessages("AllowlistEntryEnded"))
                .contains("ended: quay.io/incident/{until=" + end + "}"));
  }

  private static Instant inSeconds(int seconds) {
    return Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
  }

  private double metric(String name) {
    return operator.metric("language_operator_" + name, Map.of()).orElseThrow();
  }

  @Test
  void hostsRunInLowerCase() {
    // Given
    allowlist.set("docker.io", "ghcr.io");

    // When
    workloads.agent("upper", "GHCR.io/acme/app:V1");

    // Then
    workloads.awaitValidated("upper", "True");
    Eventually.assertThat(
        () -> {
          assertThat(workloads.deployment("upper"))
              .hasValueSatisfying(
                  it ->
                      assertThat(
                              it.getSpec()
                                  .getTemplate()
                                  .getSpec()
                                  .getContainers()
                                  .get(0)
                                  .getImage())
                          .isEqualTo("ghcr.io/acme/app:V1"));
          assertThat(workloads.agent("upper").get().getStatus().getImage())
              .isEqualTo("ghcr.io/acme/app:V1");
        });
  }

  @Test
  void aListInAnotherFormIsRefusedWithItsCause() {
    // Given
    workloads.agent("agent", "nginx:1");
    workloads.awaitValidated("agent", "True");

    // When
    allowlist.setText("- docker.io\n- ghcr.io\n");

    // Then
    assertThat(workloads.awaitValidated("agent", "False").message())
        .isEqualTo("Image registry 'docker.io' is not in whitelist. Allowed: none");
    Eventually.assertThat(
        () ->
            assertThat(allowlist.eventMessages("InvalidAllowlistEntry"))
                .contains(
                    "Line 1, '- docker.io', is ignored: it begins with '-' as in a YAML list:"
                        + " write one entry a line and nothing else"));

    // When
    allowlist.setData(Map.of("allowed_registries", "docker.io"));

    // Then
    assertThat(workloads.awaitValidated("agent", "Unknown").message())
        .startsWith(
            "ConfigMap 'kube-system/operator-config' has no key 'allowed-registries', but"
                + " 'allowed_registries', so no image can be validated");

    // When
    Eventually.edited(
        allowlist.resource(),
        found -> {
          found.setData(null);
          found.setBinaryData(
              Map.of(
                  Allowlist.KEY,
                  Base64.getEncoder()
                      .encodeToString("docker.io".getBytes(StandardCharsets.UTF_16))));
          return found;
        });

    // Then
    Eventually.assertThat(
        () ->
            assertThat(workloads.validation("agent"))
                .hasValueSatisfying(
                    it ->
                        assertThat(it.message())
                            .contains(
                                "under data, only under binaryData, where kubectl puts a file that"
                                    + " is not in UTF-8")));
  }
}
