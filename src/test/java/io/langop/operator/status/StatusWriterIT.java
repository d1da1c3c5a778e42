package io.langop.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentStatus;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus.Phase;
import io.langop.operator.metrics.StatusMetrics;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.Patience;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a writer does when the API server does not store a status, in a cluster with old CRDs. */
class StatusWriterIT {
  private static final String NAMESPACE = "default-writer";
  private static final String AGENTS = "languageagents.langop.io";

  private static KwokCluster cluster;
  private static KubernetesClient client;
  private static Workloads workloads;
  private static Operator operator;
  private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
  private static final Reconciliations RECONCILIATIONS = new Reconciliations();

  /** Writes a status with the name of the agent as its image, after a disturbance. */
  @ControllerConfiguration(name = "writer", fieldManager = "writer")
  @Ignore // by Quarkus, which would make it one of the operator's in its own tests
  private static final class Reconciliations implements Reconciler<LanguageAgent> {

    private final Map<String, Runnable> disturbances = new ConcurrentHashMap<>();
    private final Map<String, List<String>> outcomes = new ConcurrentHashMap<>();
    private StatusWriter<LanguageAgent, LanguageAgentStatus> writer;

    @Override
    public UpdateControl<LanguageAgent> reconcile(
        LanguageAgent agent, Context<LanguageAgent> context) {
      return StatusRetry.reconcile(
          () -> {
            long began = System.nanoTime();
            String outcome = "stored";
            try {
              write(agent, context);
            } catch (RuntimeException e) {
              outcome = e.getClass().getSimpleName();
              throw e;
            } finally {
              boolean atOnce =
                  System.nanoTime() - began < Patience.of(Duration.ofSeconds(5)).toNanos();
              of(agent.getMetadata().getName()).add(atOnce ? outcome : outcome + ", too late");
            }
            return UpdateControl.noUpdate();
          });
    }

    private void write(LanguageAgent agent, Context<LanguageAgent> context) {
      Runnable disturbance = disturbances.remove(agent.getMetadata().getName());
      if (disturbance != null) {
        disturbance.run();
      }
      LanguageAgentStatus status = new LanguageAgentStatus();
      status.setImage(agent.getSpec().getImage());
      switch (agent.getMetadata().getName()) {
        case "unknown-value" -> status.setPhase(Phase.Suspended);
        case "unknown-field" -> status.setReadyReplicas(1);
        default -> status.setPhase(Phase.Running);
      }
      if (!writer.write(agent, status, context)) {
        of(agent.getMetadata().getName()).add("gone");
      }
    }

    List<String> of(String name) {
      return outcomes.computeIfAbsent(name, n -> new CopyOnWriteArrayList<>());
    }
  }

  @BeforeAll
  static void start() throws IOException {
    cluster = KwokCluster.start();
    client = cluster.adminClient();
    createOldCrd();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    workloads = new Workloads(client, NAMESPACE);
    RECONCILIATIONS.writer =
        new StatusWriter<>(LanguageAgent.class, LanguageAgent::new, new StatusMetrics(METERS));
    operator =
        new Operator(
            override -> override.withKubernetesClient(client).withCloseClientOnStop(false));
    operator.register(RECONCILIATIONS);
    operator.start();
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.stop();
    }
    cluster.close();
  }

  /** The CRD of a version without the phase Suspended and without the ready replicas. */
  private static void createOldCrd() throws IOException {
    CustomResourceDefinition crd;
    try (InputStream manifests = Files.newInputStream(OperatorInstall.shippedManifests())) {
      crd =
          client.load(manifests).items().stream()
              .filter(object -> object.getMetadata().getName().equals(AGENTS))
              .map(CustomResourceDefinition.class::cast)
              .findFirst()
              .orElseThrow();
    }
    Map<String, JSONSchemaProps> status =
        crd.getSpec()
            .getVersions()
            .get(0)
            .getSchema()
            .getOpenAPIV3Schema()
            .getProperties()
            .get("status")
            .getProperties();
    status.remove("readyReplicas");
    status.get("phase").getEnum().removeIf(value -> value.asText().equals("Suspended"));
    client.resource(crd).create();
    Eventually.assertThat(
        () ->
            assertThat(client.resource(crd).get().getStatus().getConditions())
                .anyMatch(
                    condition ->
                        condition.getType().equals("Established")
                            && condition.getStatus().equals("True")));
  }

  @Test
  void whatWasDecidedOnAnOldVersionIsDecidedAgainAndNeverWaitedFor() {
    // Given an agent whose image is changed while its status is being decided
    RECONCILIATIONS.disturbances.put(
        "edited", () -> workloads.editImage("edited", "docker.io/library/new"));

    // When
    workloads.agent("edited", "docker.io/library/old");

    // Then
    Eventually.assertThat(
        () ->
            assertThat(workloads.agent("edited").get().getStatus().getImage())
                .isEqualTo("docker.io/library/new"));
    Eventually.assertThat(
        () ->
            assertThat(RECONCILIATIONS.of("edited"))
                .startsWith("StaleStatusException")
                .contains("stored"));
    assertThat(conflicts()).isPositive();
  }

  @Test
  void aResourceThatIsDeletedMeanwhileIsNoError() {
    // Given
    RECONCILIATIONS.disturbances.put("deleted", () -> workloads.agent("deleted").delete());

    // When
    workloads.agent("deleted", "docker.io/library/old");

    // Then
    Eventually.assertThat(
        () -> assertThat(RECONCILIATIONS.of("deleted")).containsExactly("gone", "stored"));
  }

  @Test
  void aStatusThatAnOldCrdDoesNotKnowIsRefusedAtOnce() {
    // When
    workloads.agent("unknown-value", "docker.io/library/old");
    workloads.agent("unknown-field", "docker.io/library/old");

    // Then
    Eventually.assertThat(
        () -> {
          assertThat(RECONCILIATIONS.of("unknown-value")).containsExactly("RefusedStatusException");
          assertThat(RECONCILIATIONS.of("unknown-field")).containsExactly("RefusedStatusException");
        });
  }

  private static double conflicts() {
    return METERS
        .get("language_operator_status_conflicts")
        .tag("kind", "LanguageAgent")
        .counter()
        .count();
  }
}
