package io.langop.operator.policy;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Workloads;
import io.langop.operator.support.Workloads.Validation;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("native")
class HotReloadIT {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String[] DEFAULT = {"docker.io", "gcr.io", "*.gcr.io"};

  private Path kubeconfig;
  private Allowlist allowlist;
  private Workloads workloads;
  private OperatorProcess operator;

  @BeforeAll
  void startOperator(TestCluster cluster, KubernetesClient client, TestNamespace namespace) {
    kubeconfig = OperatorInstall.shipped().apply(cluster);
    allowlist = new Allowlist(client);
    workloads = new Workloads(client, namespace.name());
    allowlist.set(DEFAULT);
    operator = OperatorProcess.with(kubeconfig).start().awaitReady(START_LIMIT);
  }

  @AfterEach
  void removeWorkloads() {
    workloads.deleteAll();
  }

  @AfterAll
  void stopOperator() {
    operator.close();
  }

  @Test
  void aBlockedAgentRunsAsSoonAsItsRegistryIsAdded() {
    // Given
    allowlist.setAndAwait(operator, DEFAULT);
    workloads.agent("blocked", "registry.example.com/team/agent:1");
    Validation before = workloads.awaitValidated("blocked", "False");
    assertThat(before.message())
        .isEqualTo(
            "Image registry 'registry.example.com' is not in whitelist."
                + " Allowed: docker.io, gcr.io, *.gcr.io");
    assertThat(workloads.deployment("blocked")).isEmpty();

    // When
    allowlist.set("docker.io", "registry.example.com");

    // Then
    Validation after = workloads.awaitValidated("blocked", "True");
    assertThat(after.reason()).isEqualTo("RegistryAllowed");
    assertThat(after.message()).isEqualTo("Image registry 'registry.example.com' is in whitelist");
    Eventually.assertThat(
        () -> {
          assertThat(workloads.deployment("blocked")).isPresent();
          assertThat(workloads.agent("blocked").get().getStatus().getReadyReplicas()).isEqualTo(1);
          assertThat(workloads.events("blocked", "RegistryAllowed"))
              .singleElement()
              .returns("Normal", Event::getType)
              .returns(after.message(), Event::getMessage);
        });
  }

  @Test
  void aRevokedAgentIsReportedAndItsDeploymentIsNotTouched() {
    // Given
    allowlist.setAndAwait(operator, "docker.io", "quay.io");
    workloads.agent("revoked", "quay.io/team/agent:1");
    Eventually.assertThat(
        () ->
            assertThat(workloads.ready("revoked"))
                .hasValueSatisfying(it -> assertThat(it.getStatus()).isEqualTo("True")));
    Deployment before = workloads.deployment("revoked").orElseThrow();

    // When
    allowlist.set("docker.io");

    // Then
    Validation validation = workloads.awaitValidated("revoked", "False");
    assertThat(validation.reason()).isEqualTo("RegistryNotAllowed");
    assertThat(validation.message())
        .isEqualTo("Image registry 'quay.io' is not in whitelist. Allowed: docker.io");
    assertThat(workloads.ready("revoked"))
        .hasValueSatisfying(
            it -> {
              assertThat(it.getStatus()).isEqualTo("False");
              assertThat(it.getReason()).isEqualTo("ImageNotValidated");
            });
    assertThat(workloads.agent("revoked").get().getStatus())
        .satisfies(
            status -> {
              assertThat(status.getPhase()).hasToString("Running");
              assertThat(status.getImage())
                  .isEqualTo(
                      before.getSpec().getTemplate().getSpec().getContainers().get(0).getImage());
            });
    Eventually.assertThat(
        () ->
            assertThat(workloads.events("revoked", "RegistryNotAllowed"))
                .singleElement()
                .returns("Warning", Event::getType)
                .returns(validation.message(), Event::getMessage));
    assertThat(workloads.deployment("revoked")).contains(before);
  }

  @Test
  void everyLoadIsLoggedWithTheEntriesInTheirOrder() {
    // Given
    allowlist.set("quay.io");
    awaitLoaded("[quay.io]", 1);
    long before = loads("[docker.io gcr.io *.gcr.io]");
    long others = loads("[quay.io]");

    // When
    allowlist.set(DEFAULT);
    awaitLoaded("[docker.io gcr.io *.gcr.io]", before + 1);
    allowlist.set("quay.io");
    awaitLoaded("[quay.io]", others + 1); // a direct read may see only the last of two edits
    allowlist.set(DEFAULT);

    // Then
    awaitLoaded("[docker.io gcr.io *.gcr.io]", before + 2);
  }

  @Test
  void aCommentBehindAnEntryIsNoPartOfIt() {
    // Given
    allowlist.setAndAwait(operator, DEFAULT);
    workloads.agent("commented", "registry.example.com/agent");
    workloads.awaitValidated("commented", "False");

    // When
    allowlist.setText(
        """
        docker.io
        gcr.io
        *.gcr.io
        registry.example.com  # <-- Add this line
        """);

    // Then
    workloads.awaitValidated("commented", "True");
    awaitLoaded("[docker.io gcr.io *.gcr.io registry.example.com]", 1);
  }

  @Test
  void anEditIsAnEventWithWhatItAddedRemovedBlockedAndUnblocked() {
    // Given
    allowlist.setAndAwait(operator, "docker.io", "one.example", "two.example");
    List<String> revoked = workloads.agents("revoked", 3, "one.example/app");
    List<String> granted = workloads.agents("granted", 2, "three.example/app");
    workloads.agent("unchanged", "docker.io/library/alpine", 0);
    workloads.awaitAllValidated(revoked, "True");
    workloads.awaitAllValidated(granted, "False");
    workloads.awaitValidated("unchanged", "True");

    // When
    allowlist.set("docker.io", "three.example");

    // Then
    Eventually.assertThat(
        () ->
            assertThat(allowlist.events("AllowlistChanged"))
                .filteredOn(
                    event ->
                        event
                            .getMessage()
                            .equals(
                                "added: three.example; removed: one.example, two.example;"
                                    + " 3 resources blocked, 2 unblocked"))
                .singleElement()
                .returns("Normal", Event::getType));
  }

  @Test
  void aBadEntryIsReportedWithItsLineAndReasonAndTheOthersHold() {
    // Given
    allowlist.setAndAwait(operator, "docker.io");
    workloads.agent("good", "quay.io/app", 0);
    workloads.awaitValidated("good", "False");

    // When
    allowlist.set("docker.io", "# a comment", "https://ghcr.io", "quay.io", "*");

    // Then
    workloads.awaitValidated("good", "True");
    Eventually.assertThat(
        () ->
            assertThat(allowlist.events("InvalidAllowlistEntry"))
                .filteredOn(event -> event.getType().equals("Warning"))
                .extracting(Event::getMessage)
                .anyMatch(it -> it.startsWith("Line 3, 'https://ghcr.io', is ignored: "))
                .contains(
                    "Line 5, '*', is ignored: '*' alone would allow every registry: list the"
                        + " registries"));
    assertThat(operator.log())
        .anyMatch(it -> it.contains("WARN") && it.contains("Line 3, 'https://ghcr.io', is ignored"))
        .anyMatch(it -> it.contains("WARN") && it.contains("Line 5, '*', is ignored"));
    awaitMetric("allowlist_invalid_entries", 2);
    awaitMetric("allowlist_entries", 2);
  }

  @Test
  void onlyResourcesWhoseVerdictOrMessageChangesAreWritten() {
    // Given: a list so long that an edit near its end changes no "Allowed: ..." of the denied
    String[] before = lines(30);
    allowlist.setAndAwait(operator, before);
    List<String> allowed = workloads.agents("allowed", 40, "registry-0.example/app");
    List<String> denied = workloads.agents("denied", 20, "unlisted.example/app");
    workloads.agent("flipped", "quay.io/app", 0);
    workloads.awaitAllValidated(allowed, "True");
    workloads.awaitAllValidated(denied, "False");
    workloads.awaitValidated("flipped", "False");
    awaitSuspended(allowed);
    Map<String, String> allowedBefore = workloads.resourceVersions(allowed);
    Map<String, String> deniedBefore = workloads.resourceVersions(denied);
    String[] after = before.clone();
    after[29] = "quay.io";

    // When
    allowlist.set(after);

    // Then
    workloads.awaitValidated("flipped", "True");
    awaitSentinel(after);
    assertThat(workloads.resourceVersions(allowed)).isEqualTo(allowedBefore);
    assertThat(workloads.resourceVersions(denied)).isEqualTo(deniedBefore);
  }

  @Test
  void anEditThatOnlyChangesMessagesWritesTheDeniedAndNotTheAllowed() {
    // Given
    allowlist.setAndAwait(operator, DEFAULT);
    List<String> allowed = workloads.agents("kept", 10, "docker.io/library/alpine");
    List<String> denied = workloads.agents("repeated", 10, "unlisted.example/app");
    workloads.awaitAllValidated(allowed, "True");
    workloads.awaitAllValidated(denied, "False");
    awaitSuspended(allowed);
    Map<String, String> before = workloads.resourceVersions(allowed);

    // When
    allowlist.set("docker.io");

    // Then
    Eventually.assertThat(
        () ->
            assertThat(workloads.validations().values())
                .extracting(Validation::message)
                .filteredOn(it -> it.endsWith("is not in whitelist. Allowed: docker.io"))
                .hasSize(10));
    assertThat(workloads.resourceVersions(allowed)).isEqualTo(before);
    Eventually.assertThat(
        () -> assertThat(workloads.events("repeated-0", "RegistryNotAllowed")).hasSize(1));
  }

  @Test
  void anEditOfACommentWakesNobodyAndClaimsNoChange() {
    // Given
    String[] before = lines(30);
    allowlist.setAndAwait(operator, before);
    List<String> allowed = workloads.agents("calm", 10, "registry-0.example/app");
    List<String> denied = workloads.agents("refused", 10, "unlisted.example/app");
    workloads.awaitAllValidated(allowed, "True");
    workloads.awaitAllValidated(denied, "False");
    awaitSuspended(allowed);
    Map<String, String> allowedBefore = workloads.resourceVersions(allowed);
    Map<String, String> deniedBefore = workloads.resourceVersions(denied);
    String entries = "[" + String.join(" ", before) + "]";
    long loads = loads(entries);
    List<String> eventsBefore = eventIds("AllowlistChanged");
    String[] commented = before.clone();
    commented[29] = before[29] + " # reviewed";

    // When
    allowlist.set(commented);

    // Then
    awaitLoaded(entries, loads + 1);
    awaitSentinel(before);
    Eventually.assertThat(
        () ->
            assertThat(allowlist.events("AllowlistChanged"))
                .filteredOn(event -> !eventsBefore.contains(event.getMetadata().getUid()))
                .extracting(Event::getMessage)
                .filteredOn(message -> !message.startsWith("added: registry-0.example, "))
                .singleElement()
                .asString()
                .startsWith("added: sentinel.example; removed: registry-29.example; "));
    assertThat(workloads.resourceVersions(allowed)).isEqualTo(allowedBefore);
    assertThat(workloads.resourceVersions(denied)).isEqualTo(deniedBefore);
  }

  @Test
  void aDeletedConfigMapFailsClosedAndItsReturnHeals() {
    // Given
    allowlist.setAndAwait(operator, DEFAULT);
    workloads.agent("running", "docker.io/library/alpine");
    workloads.awaitValidated("running", "True");
    Eventually.assertThat(
        () -> assertThat(workloads.agent("running").get().getStatus().getReadyReplicas()).isOne());
    Deployment before = workloads.deployment("running").orElseThrow();

    // When
    allowlist.delete();

    // Then
    assertThat(workloads.awaitValidated("running", "Unknown"))
        .returns("AllowlistUnavailable", Validation::reason)
        .extracting(Validation::message)
        .asString()
        .startsWith("ConfigMap 'kube-system/operator-config' does not exist");
    workloads.agent("new", "docker.io/library/alpine");
    workloads.awaitValidated("new", "Unknown");
    assertThat(workloads.deployment("new")).isEmpty();
    assertThat(workloads.deployment("running")).contains(before);
    assertThat(operator.get("/q/health/ready")).contains("\"loaded\": false", "does not exist");

    // When
    allowlist.set(DEFAULT);

    // Then
    workloads.awaitValidated("running", "True");
    workloads.awaitValidated("new", "True");
    Eventually.assertThat(() -> assertThat(workloads.deployment("new")).isPresent());
    assertThat(workloads.deployment("running").orElseThrow().getMetadata().getGeneration())
        .isEqualTo(before.getMetadata().getGeneration());
  }

  @Test
  void aRemovedKeyFailsClosedAndTellsWhichKeyIsMissing() {
    // Given
    allowlist.setAndAwait(operator, DEFAULT);
    workloads.agent("agent", "docker.io/library/alpine", 0);
    workloads.awaitValidated("agent", "True");

    // When
    allowlist.setData(Map.of("something-else", "docker.io"));

    // Then
    assertThat(workloads.awaitValidated("agent", "Unknown").message())
        .startsWith("ConfigMap 'kube-system/operator-config' has no key 'allowed-registries'");
    Eventually.assertThat(
        () ->
            assertThat(allowlist.events("AllowlistUnavailable"))
                .isNotEmpty()
                .allMatch(event -> event.getType().equals("Warning")));
    awaitMetric("allowlist_loaded", 0);
  }

  @Test
  void anEmptiedListAllowsNothing() {
    // Given
    allowlist.setAndAwait(operator, DEFAULT);
    workloads.agent("agent", "docker.io/library/alpine", 0);
    workloads.awaitValidated("agent", "True");

    // When
    allowlist.setText("");

    // Then
    assertThat(workloads.awaitValidated("agent", "False").message())
        .isEqualTo("Image registry 'docker.io' is not in whitelist. Allowed: none");
    awaitLoaded("[]", 1);
    awaitMetric("allowlist_loaded", 1);
  }

  @Test
  void aListOfNothingButBadEntriesAllowsNothing() {
    // Given
    allowlist.setAndAwait(operator, DEFAULT);
    workloads.agent("agent", "docker.io/library/alpine", 0);
    workloads.awaitValidated("agent", "True");

    // When
    allowlist.set("https://docker.io", "*", "docker.*", "docker .io", "docker.io:tag");

    // Then
    assertThat(workloads.awaitValidated("agent", "False").message())
        .isEqualTo("Image registry 'docker.io' is not in whitelist. Allowed: none");
    awaitMetric("allowlist_invalid_entries", 5);
  }

  @Test
  void aListOfNearlyAMegabyteIsInForceToItsLastLine() {
    // Given
    allowlist.setAndAwait(operator, DEFAULT);
    workloads.agent("last", "last.example/app", 0);
    workloads.agent("denied", "unlisted.example/app", 0);
    workloads.awaitValidated("last", "False");
    String entries =
        IntStream.range(0, 40_000)
            .mapToObj("registry-%05d.example\n"::formatted)
            .collect(joining("", "", "last.example\n"));
    String comments = "#".repeat(1_040_000 - entries.length());

    // When
    allowlist.setText(comments + "\n" + entries);

    // Then
    workloads.awaitValidated("last", "True");
    Eventually.assertThat(
        () ->
            assertThat(workloads.validation("denied"))
                .hasValueSatisfying(
                    it ->
                        assertThat(it.message())
                            .endsWith("registry-00019.example and 39981 more")));
    awaitMetric("allowlist_entries", 40_001);
  }

  @Test
  void aMegabyteOfBadEntriesIsReportedInBoundedSpace() {
    // Given
    allowlist.setAndAwait(operator, DEFAULT);
    workloads.agent("agent", "quay.io/app", 0);
    workloads.awaitValidated("agent", "False");
    int logged = operator.log().size();

    // When
    allowlist.setText("quay.io\n" + "a b\n".repeat(250_000));

    // Then
    workloads.awaitValidated("agent", "True");
    awaitMetric("allowlist_invalid_entries", 250_000);
    allowlist.set("docker.io", "quay.io");
    awaitLoaded("[docker.io quay.io]", 1);
    assertThat(operator.log().size() - logged).isLessThan(1_000);
  }

  /** The last one: the events of its hundreds of changes keep their writer busy for a while. */
  @Test
  @Order(Integer.MAX_VALUE)
  void ofTwoHundredQuickEditsTheLastOneWinsEverywhere() {
    // Given
    allowlist.setAndAwait(operator, "a.example");
    List<String> a = workloads.agents("a", 10, "a.example/app");
    List<String> b = workloads.agents("b", 10, "b.example/app");
    workloads.awaitAllValidated(a, "True");
    workloads.awaitAllValidated(b, "False");

    // When
    for (int edit = 0; edit < 199; edit++) {
      allowlist.set(edit % 2 == 0 ? "b.example" : "a.example");
    }
    allowlist.set("b.example", "last.example");

    // Then
    workloads.awaitAllValidated(b, "True");
    Eventually.assertThat(
        () -> {
          Map<String, Validation> found = workloads.validations();
          assertThat(a)
              .allSatisfy(
                  name ->
                      assertThat(found.get(name).message())
                          .isEqualTo(
                              "Image registry 'a.example' is not in whitelist."
                                  + " Allowed: b.example, last.example"));
        });
    awaitSentinel("b.example", "last.example");
    workloads.awaitAllValidated(b, "True");
    Map<String, Validation> settled = workloads.validations();
    assertThat(a).allMatch(name -> settled.get(name).status().equals("False"));
    assertThat(b).allMatch(name -> settled.get(name).status().equals("True"));
  }

  /**
   * The Deployments of the old ones go in the garbage collector's own time, so it may take long.
   */
  @Test
  void agentsMadeAgainUnderNamesThatWereJustFreedRun() {
    // Given
    allowlist.setAndAwait(operator, "docker.io");
    List<String> old = workloads.agents("again", 20, "docker.io/library/alpine");
    awaitSuspended(old);

    // When
    workloads.deleteAll();
    List<String> again = workloads.agents("again", 20, "docker.io/library/alpine");

    // Then
    awaitSuspended(again);
  }

  @Test
  void aListThatIsMissingAtStartIsWaitedFor() {
    // Given
    operator.stop();
    allowlist.delete();
    workloads.agent("early", "docker.io/library/alpine", 0);

    // When
    operator = OperatorProcess.with(kubeconfig).start().awaitReady(START_LIMIT);

    // Then
    assertThat(workloads.awaitValidated("early", "Unknown").reason())
        .isEqualTo("AllowlistUnavailable");
    assertThat(operator.get("/q/health/ready"))
        .contains("\"loaded\": false", "\"reason\": \"ConfigMap 'kube-system/operator-config'");
    assertThat(workloads.deployment("early")).isEmpty();

    // When
    allowlist.set(DEFAULT);

    // Then
    workloads.awaitValidated("early", "True");
    Eventually.assertThat(
        () -> {
          assertThat(workloads.deployment("early")).isPresent();
          assertThat(operator.get("/q/health/ready"))
              .contains("\"loaded\": true", "\"entries\": 3");
        });
  }

  /**
   * Returns when the operator has dealt with everything that came before: a later edit has reached
   * a resource made for it. {@code lines} stay in force but for the last one, whose place the
   * sentinel's registry takes, so that the denied of a long list are told nothing new.
   */
  private void awaitSentinel(String... lines) {
    String[] edited = lines.clone();
    edited[lines.length - 1] = "sentinel.example";
    workloads.agent("sentinel", "sentinel.example/app", 0);
    workloads.awaitValidated("sentinel", "False");
    allowlist.set(edited);
    workloads.awaitValidated("sentinel", "True");
  }

  /** Agents scaled to zero have their last status then. */
  private void awaitSuspended(List<String> agents) {
    Eventually.within(
        Duration.ofSeconds(90),
        () ->
            assertThat(workloads.list())
                .filteredOn(agent -> agents.contains(agent.getMetadata().getName()))
                .extracting(agent -> Serialization.asJson(agent.getStatus()))
                .hasSize(agents.size())
                .allSatisfy(
                    status ->
                        assertThat(status)
                            .contains("\"phase\":\"Suspended\"")
                            .contains("\"image\":")));
  }

  private List<String> eventIds(String reason) {
    return allowlist.events(reason).stream().map(event -> event.getMetadata().getUid()).toList();
  }

  /** An edit is in force before it is reported. */
  private void awaitMetric(String name, double value) {
    Eventually.assertThat(
        () -> assertThat(operator.metric("language_operator_" + name, Map.of())).hasValue(value));
  }

  private void awaitLoaded(String entries, long times) {
    Eventually.assertThat(() -> assertThat(loads(entries)).isGreaterThanOrEqualTo(times));
  }

  private long loads(String entries) {
    return operator.log().stream()
        .filter(line -> line.endsWith("Loaded allowed registries: " + entries))
        .count();
  }

  private static String[] lines(int count) {
    return IntStream.range(0, count)
        .mapToObj("registry-%d.example"::formatted)
        .toArray(String[]::new);
  }
}
