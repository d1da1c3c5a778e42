package io.langop.operator.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.LooseCrds;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Objects that the operator's classes cannot take, left behind by a CRD that admitted them: before
 * the start and while it watches, in one of several namespaces. On a cluster of its own.
 */
@Tag("native")
class UnreadableIT {

  private static final String FIRST = "first";
  private static final String SECOND = "second";
  private static final String AGENT = "langop.io/v1alpha1 LanguageAgent";
  private static final String TOOL = "langop.io/v1alpha1 LanguageTool";
  private static final String POWER_TOOL = "codriverlabs.ai.toe.run/v1alpha1 PowerTool";

  private static KwokCluster cluster;
  private static KubernetesClient client;
  private static OperatorProcess operator;

  @BeforeAll
  static void start() {
    cluster = KwokCluster.start();
    client = cluster.adminClient();
    Path kubeconfig = OperatorInstall.shipped().apply(cluster);
    for (String name : List.of(FIRST, SECOND)) {
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .create();
      Eventually.assertThat(
          () ->
              assertThat(client.serviceAccounts().inNamespace(name).withName("default").get())
                  .isNotNull());
    }
    new Allowlist(client).set("docker.io");
    new Catalog(client).set(Map.of("aperf", "r.example/aperf:1"));
    LooseCrds.apply(client);
    create(AGENT, FIRST, "old", "{image: docker.io/a, replicas: 3000000000}");
    create(AGENT, FIRST, "empty", "{}");
    create(TOOL, FIRST, "old", "{image: docker.io/a, port: [80]}");
    create(
        POWER_TOOL,
        FIRST,
        "old",
        "{profiler: {tool: aperf}, targets: {labelSelector: {matchLabels: {app: a}}},"
            + " ttlSecondsAfterFinished: soon}");
    create(POWER_TOOL, FIRST, "empty", "{}");
    create(POWER_TOOL, FIRST, "aimless", "{profiler: {tool: aperf}}");
    OperatorInstall.shipped().applyCrds(client);
    podWithLongName("before");
    operator =
        OperatorProcess.with(kubeconfig)
            .environment("LANGUAGE_OPERATOR_WATCHED_NAMESPACES", FIRST + "," + SECOND)
            .start()
            .awaitReady(Duration.ofSeconds(90));
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.close();
    }
    cluster.close();
  }

  @Test
  void whatWasThereBeforeTheStartIsReportedAndTheOthersAreServed() {
    // When
    new Workloads(client, FIRST).agent("good", "docker.io/library/alpine");
    new Workloads(client, FIRST).tool("good", "docker.io/library/alpine");

    // Then
    Workloads workloads = new Workloads(client, FIRST);
    workloads.awaitValidated("good", "True");
    Eventually.assertThat(
        () -> {
          assertThat(workloads.deployment("good")).isPresent();
          assertThat(unreadable("LanguageTool")).isEqualTo(1);
          assertThat(unreadable("PowerTool")).isEqualTo(3);
          assertThat(messages(FIRST, "empty"))
              .anySatisfy(message -> assertThat(message).startsWith("spec.image: missing"))
              .anySatisfy(message -> assertThat(message).startsWith("spec.profiler.tool: missing"));
          assertThat(messages(FIRST, "aimless"))
              .anySatisfy(
                  message -> assertThat(message).startsWith("spec.targets.labelSelector: missing"));
          assertThat(messages(FIRST, "old"))
              .anySatisfy(
                  message ->
                      assertThat(message)
                          .startsWith("spec.replicas: ")
                          .endsWith("; correct the field or delete the object"))
              .anySatisfy(message -> assertThat(message).startsWith("spec.port: "))
              .anySatisfy(
                  message -> assertThat(message).startsWith("spec.ttlSecondsAfterFinished: "));
        });
    assertThat(operator.log())
        .filteredOn(line -> line.contains("LanguageAgent first/old cannot be read"))
        .hasSize(1);
    assertThat(operator.get("/q/health/live")).contains("\"status\": \"UP\"");
  }

  @Test
  void theConditionsOfAnUnreadableAgentSayThatNothingIsKnown() {
    Eventually.assertThat(
        () ->
            assertThat(raw(AGENT, FIRST, "old").get("status").toString())
                .contains("type=ImageValidated")
                .contains("status=Unknown")
                .contains("reason=UnreadableResource")
                .contains("status=False"));
  }

  @Test
  void whatArrivesOnAWatchIsSkippedAndServedOnceItIsRepaired() {
    // Given
    LooseCrds.apply(client);
    double before = unreadable("LanguageAgent");
    Workloads workloads = new Workloads(client, SECOND);

    // When
    create(AGENT, SECOND, "late", "{image: docker.io/a, tolerations: [{tolerationSeconds: x}]}");

    // Then
    Eventually.assertThat(
        () -> {
          assertThat(unreadable("LanguageAgent")).isEqualTo(before + 1);
          assertThat(messages(SECOND, "late"))
              .anySatisfy(
                  message ->
                      assertThat(message).startsWith("spec.tolerations[0].tolerationSeconds: "));
        });
    workloads.agent("next", "docker.io/library/alpine");
    workloads.awaitValidated("next", "True");

    // When
    edit(AGENT, SECOND, "late", Map.of("image", "docker.io/library/alpine", "replicas", 0));

    // Then
    workloads.awaitValidated("late", "True");
    Eventually.assertThat(
        () -> {
          assertThat(workloads.deployment("late")).isPresent();
          assertThat(unreadable("LanguageAgent")).isEqualTo(before);
        });
  }

  @Test
  void whatBecomesUnreadableWhileItRunsGoesOnAsItIs() {
    // Given
    LooseCrds.apply(client);
    Workloads workloads = new Workloads(client, SECOND);
    workloads.agent("running", "docker.io/library/alpine", 0);
    Eventually.assertThat(() -> assertThat(workloads.deployment("running")).isPresent());
    String version = workloads.deployment("running").orElseThrow().getMetadata().getUid();
    double before = unreadable("LanguageAgent");

    // When
    edit(AGENT, SECOND, "running", Map.of("image", "docker.io/library/alpine", "replicas", "many"));

    // Then
    Eventually.assertThat(
        () ->
            assertThat(raw(AGENT, SECOND, "running").get("status").toString())
                .contains("reason=UnreadableResource")
                .contains("image=docker.io/library/alpine"));
    assertThat(workloads.deployment("running").orElseThrow().getMetadata().getUid())
        .isEqualTo(version);
    client.resource(raw(AGENT, SECOND, "running")).delete();
    Eventually.assertThat(() -> assertThat(unreadable("LanguageAgent")).isEqualTo(before));
  }

  @Test
  void whatIsDeletedIsForgotten() {
    // Given
    LooseCrds.apply(client);
    double before = unreadable("PowerTool");
    create(POWER_TOOL, SECOND, "short-lived", "{profiler: [aperf]}");
    Eventually.assertThat(() -> assertThat(unreadable("PowerTool")).isEqualTo(before + 1));

    // When
    client.resource(raw(POWER_TOOL, SECOND, "short-lived")).delete();

    // Then
    Eventually.assertThat(() -> assertThat(unreadable("PowerTool")).isEqualTo(before));
  }

  @Test
  void runsGoOnBesideAnUnreadablePowerToolAndPodsWithLongNames() {
    // Given
    Profiling profiling = new Profiling(client, FIRST);
    podWithLongName("after");
    profiling.pod("target", "target");

    // When
    profiling.run("run", "aperf", "target");

    // Then
    profiling.awaitPhase("run", Phase.Completed);
  }

  /** It stands as the name of a field in managedFields, and parsers bound such names. */
  private static void podWithLongName(String name) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("main")
            .withImage("docker.io/a")
            .addNewEnv()
            .withName("A".repeat(60_000))
            .withValue("1")
            .endEnv()
            .endContainer()
            .endSpec()
            .build();
    // The answer is not parsed: this client bounds names.
    client.raw("/api/v1/namespaces/%s/pods".formatted(SECOND), "POST", pod);
  }

  private static void create(String type, String namespace, String name, String spec) {
    String[] words = type.split(" ");
    client
        .resource(
            """
            apiVersion: %s
            kind: %s
            metadata: {name: %s, namespace: %s}
            spec: %s
            """
                .formatted(words[0], words[1], name, namespace, spec))
        .create();
  }

  private static GenericKubernetesResource raw(String type, String namespace, String name) {
    String[] words = type.split(" ");
    return client
        .genericKubernetesResources(words[0], words[1])
        .inNamespace(namespace)
        .withName(name)
        .get();
  }

  /** Replaces the spec, whichever version of the object that meets. */
  private static void edit(String type, String namespace, String name, Map<String, Object> spec) {
    String[] words = type.split(" ");
    client
        .genericKubernetesResources(words[0], words[1])
        .inNamespace(namespace)
        .withName(name)
        .patch(
            PatchContext.of(PatchType.JSON),
            "[{\"op\": \"replace\", \"path\": \"/spec\", \"value\": %s}]"
                .formatted(client.getKubernetesSerialization().asJson(spec)));
  }

  private static double unreadable(String kind) {
    return operator
        .metric("language_operator_unreadable_resources", Map.of("kind", kind))
        .orElseThrow();
  }

  private static List<String> messages(String namespace, String name) {
    return client
        .v1()
        .events()
        .inNamespace(namespace)
        .withField("reason", "UnreadableResource")
        .list()
        .getItems()
        .stream()
        .filter(event -> event.getInvolvedObject().getName().equals(name))
        .map(Event::getMessage)
        .toList();
  }
}
