package io.langop.operator.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.LargeAgents;
import io.langop.operator.support.LooseCrds;
import io.langop.operator.support.OwnCluster;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.OperatorProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Agents of a mebibyte, which only an earlier CRD admitted, with the heap that the operator has
 * within the chart's default limits. On a cluster of its own.
 */
class LargeObjectsIT {

  private static final int INSTRUCTIONS = 1_000_000;
  private static final int MANY = 150;

  /** Two large ones are worked on at a time, and the many may be before those of a test. */
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static final Duration STILL = Duration.ofSeconds(3);

  private static OwnCluster cluster;
  private static KubernetesClient client;
  private static String namespace;
  private static Workloads workloads;
  private static OperatorProcess operator;

  @BeforeAll
  static void start() {
    cluster = OwnCluster.start();
    client = cluster.client();
    namespace = cluster.namespace("large");
    workloads = new Workloads(client, namespace);
    LooseCrds.apply(client);
    LargeAgents.create(client, namespace, MANY, INSTRUCTIONS, 0);
    operator = cluster.startOperator(it -> it.maxHeap("307m"));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void manyAreAllMadeIntoDeployments() {
    Eventually.within(
        LIMIT,
        () -> {
          assertThat(operator.exitCode()).isEmpty();
          assertThat(
                  client.apps().deployments().inNamespace(namespace).list().getItems().stream()
                      .filter(made -> made.getMetadata().getName().startsWith("large-")))
              .hasSize(MANY);
        });
  }

  @Test
  void anEditAndDriftAreSeenAndThenAllIsStill() {
    // Given
    client.resource(LargeAgents.of(namespace, "one", INSTRUCTIONS, 0)).create();
    awaitInstructions("one", "x".repeat(INSTRUCTIONS));

    // When
    workloads
        .agent("one")
        .patch( // whichever version that meets, for the operator writes the status meanwhile
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"instructions\":\"%s\"}}".formatted("z".repeat(INSTRUCTIONS)));

    // Then
    awaitInstructions("one", "z".repeat(INSTRUCTIONS));

    // When
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("one")
        .patch(
            PatchContext.of(PatchType.STRATEGIC_MERGE),
            """
            spec: {template: {spec: {containers: [{name: agent, image: evil.example/x}]}}}
            """);

    // Then
    Eventually.within(
        LIMIT,
        () ->
            assertThat(deployment("one").getSpec().getTemplate().getSpec().getContainers().get(0))
                .returns("docker.io/library/alpine", it -> it.getImage()));
    workloads.awaitValidated("one", "True");
    Eventually.lastingly(STILL, () -> assertThat(isStill()).isTrue());
  }

  @Test
  void oneThatIsRefusedIsDecidedAndOneThatIsLargeInItsMetadataIsOrdinary() {
    // When
    var refused = LargeAgents.of(namespace, "refused", INSTRUCTIONS, 0);
    refused.getSpec().setImage("evil.example/x");
    client.resource(refused).create();
    client.resource(LargeAgents.of(namespace, "annotated", 10, 250_000)).create();

    // Then
    workloads.awaitValidated("refused", "False");
    workloads.awaitValidated("annotated", "True");
    assertThat(workloads.deployment("refused")).isEmpty();
  }

  @Test
  void oneWithAFaultInWhatIsNotKeptIsReportedOnce() {
    // When
    client
        .resource(
            """
            apiVersion: langop.io/v1alpha1
            kind: LanguageAgent
            metadata: {name: faulty, namespace: %s}
            spec: {image: docker.io/a, instructions: %s, tolerations: [{tolerationSeconds: x}]}
            """
                .formatted(namespace, "x".repeat(INSTRUCTIONS)))
        .create();

    // Then
    Eventually.within(
        LIMIT,
        () -> {
          assertThat(
                  operator.metric(
                      "language_operator_unreadable_resources", Map.of("kind", "LanguageAgent")))
              .hasValue(1);
          assertThat(
                  client
                      .genericKubernetesResources("langop.io/v1alpha1", "LanguageAgent")
                      .inNamespace(namespace)
                      .withName("faulty")
                      .get()
                      .get("status")
                      .toString())
              .contains("reason=UnreadableResource");
        });
    assertThat(operator.log())
        .filteredOn(line -> line.contains("faulty cannot be read"))
        .hasSize(1);
    assertThat(workloads.deployment("faulty")).isEmpty();
  }

  private List<String> seen;

  private boolean isStill() {
    List<String> now =
        List.of(
            deployment("one").getMetadata().getResourceVersion(),
            workloads.agent("one").get().getMetadata().getResourceVersion());
    boolean still = now.equals(seen);
    seen = now;
    return still;
  }

  private static void awaitInstructions(String name, String instructions) {
    Eventually.within(
        LIMIT,
        () ->
            assertThat(
                    deployment(name)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getEnv())
                .anySatisfy(
                    variable -> {
                      assertThat(variable.getName()).isEqualTo("AGENT_INSTRUCTIONS");
                      assertThat(variable.getValue().equals(instructions)).isTrue();
                    }));
  }

  private static Deployment deployment(String name) {
    return workloads.deployment(name).orElseThrow();
  }
}
