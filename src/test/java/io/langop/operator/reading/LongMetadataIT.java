package io.langop.operator.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.OwnCluster;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.OperatorProcess;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Deployments and Services with the operator's labels and with metadata as long as the API server
 * allows, which anybody with a namespace can create. On a cluster of its own.
 */
class LongMetadataIT {

  private static final String LONG_ANNOTATION = "x".repeat(200 << 10);
  private static final String LONG_NAME = "x".repeat(1_000_000);
  private static final String IMAGE = "docker.io/library/alpine";

  private static OwnCluster cluster;
  private static KubernetesClient client;
  private static String strangers;
  private static Workloads workloads;
  private static OperatorProcess operator;

  @BeforeAll
  static void start() {
    cluster = OwnCluster.start();
    client = cluster.client();
    strangers = cluster.namespace("strangers");
    workloads = new Workloads(client, cluster.namespace("good"));
    createAll("before");
    operator =
        cluster.startOperator(it -> it.environment("LANGUAGE_OPERATOR_REVOCATION_POLICY", "stop"));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void allOthersAreServedWhatStrangersCreateBeforeTheStartAndOnAWatch() {
    // When
    workloads.agent("first", IMAGE, 0);
    workloads.tool("first-tool", IMAGE);

    // Then
    workloads.awaitValidated("first", "True");
    Eventually.assertThat(
        () -> {
          assertThat(workloads.deployment("first")).isPresent();
          assertThat(workloads.deployment("first-tool")).isPresent();
        });

    // When
    createAll("after");
    workloads.agent("second", IMAGE, 0);

    // Then
    workloads.awaitValidated("second", "True");
    Eventually.assertThat(() -> assertThat(workloads.deployment("second")).isPresent());
    assertThat(operator.exitCode()).isEmpty();
  }

  @Test
  void aLongNameInTheOwnerReferenceOfItsDeploymentIsRepaired() {
    // Given
    workloads.agent("owner", IMAGE, 0);
    Eventually.assertThat(() -> assertThat(workloads.deployment("owner")).isPresent());

    // When
    patch(
        "owner",
        "{\"op\":\"replace\",\"path\":\"/metadata/ownerReferences/0/name\",\"value\":\"%s\"}"
            .formatted(LONG_NAME));

    // Then
    Eventually.assertThat(
        () ->
            assertThat(workloads.deployment("owner"))
                .hasValueSatisfying(
                    deployment ->
                        assertThat(deployment.getMetadata().getOwnerReferences())
                            .extracting(OwnerReference::getName)
                            .containsExactly("owner")));
  }

  @Test
  void driftIsRepairedBesideLongAnnotations() {
    // Given
    workloads.agent("annotated", IMAGE, 0);
    Eventually.assertThat(() -> assertThat(workloads.deployment("annotated")).isPresent());

    // When
    client
        .resource(workloads.deployment("annotated").orElseThrow())
        .patch(
            PatchContext.of(PatchType.STRATEGIC_MERGE),
            """
            metadata: {annotations: {langop.io/stopped-because: %s}}
            spec: {template: {spec: {containers: [{name: agent, image: docker.io/other}]}}}
            """
                .formatted(LONG_ANNOTATION));

    // Then
    Eventually.assertThat(
        () ->
            assertThat(
                    workloads
                        .deployment("annotated")
                        .orElseThrow()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isEqualTo(IMAGE));
  }

  @Test
  void aDeploymentOfWhichOnlyTheMetadataIsKeptIsStoppedAndResumed() {
    // Given
    workloads.agent("bare", IMAGE);
    Eventually.assertThat(() -> assertThat(workloads.deployment("bare")).isPresent());

    // When
    patch(
        "bare",
        "{\"op\":\"add\",\"path\":\"/spec/template/spec/initContainers\",\"value\":"
            + "[{\"name\":\"init\",\"image\":\"docker.io/%s\"}]}".formatted(LONG_ANNOTATION));

    // Then
    awaitReplicas("bare", 0);
    Eventually.assertThat(
        () ->
            assertThat(workloads.ready("bare"))
                .hasValueSatisfying(
                    ready -> assertThat(ready.getReason()).isEqualTo("ForeignContainers")));

    // When
    patch("bare", "{\"op\":\"remove\",\"path\":\"/spec/template/spec/initContainers\"}");

    // Then
    awaitReplicas("bare", 1);
    assertThat(operator.log()).noneMatch(line -> line.contains("NullPointerException"));
  }

  private static void awaitReplicas(String name, int replicas) {
    Eventually.assertThat(
        () ->
            assertThat(workloads.deployment(name).orElseThrow().getSpec().getReplicas())
                .isEqualTo(replicas));
  }

  private static void patch(String name, String operation) {
    client
        .resource(workloads.deployment(name).orElseThrow())
        .patch(PatchContext.of(PatchType.JSON), "[" + operation + "]");
  }

  private static void createAll(String name) {
    for (String annotation :
        new String[] {"langop.io/replicas-before-revocation", "langop.io/stopped-because"}) {
      String suffix = annotation.replaceAll("[^a-z]", "");
      String metadata = "annotations: {%s: %s}".formatted(annotation, LONG_ANNOTATION);
      create(name + "-" + suffix, metadata);
    }
    create(
        name + "-owned",
        "ownerReferences: [{apiVersion: langop.io/v1alpha1, kind: LanguageAgent, uid: u,"
            + " controller: true, name: %s}]".formatted(LONG_NAME));
  }

  private static void create(String name, String metadata) {
    for (Map.Entry<String, String> kind :
        Map.of(
                "apiVersion: apps/v1\nkind: Deployment",
                """
                  replicas: 0
                  selector: {matchLabels: {a: b}}
                  template:
                    metadata: {labels: {a: b}}
                    spec: {containers: [{name: agent, image: docker.io/a}]}
                """,
                "apiVersion: v1\nkind: Service",
                "  ports: [{port: 80}]\n")
            .entrySet()) {
      for (String component : new String[] {"agent", "tool"}) {
        client
            .resource(
                """
                %s
                metadata:
                  name: %s-%s
                  namespace: %s
                  labels:
                    app.kubernetes.io/managed-by: language-operator
                    app.kubernetes.io/component: %s
                  %s
                spec:
                %s
                """
                    .formatted(
                        kind.getKey(),
                        name,
                        component,
                        strangers,
                        component,
                        metadata,
                        kind.getValue()))
            .create();
      }
    }
  }
}
