package io.langop.operator.api.toe.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Manifests;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users see of the PowerTool's CRD: what is accepted and refused, and how it is shown. */
@ExtendWith(ClusterExtension.class)
class PowerToolCrdIT {

  private static KubernetesClient client;
  private static Manifests manifests;
  private static String namespace;

  @BeforeAll
  static void install(TestCluster testCluster, TestNamespace testNamespace) {
    OperatorInstall.shipped().applyCrds(testCluster.adminClient());
    client = testCluster.adminClient();
    namespace = testNamespace.name();
    manifests = new Manifests(PowerToolCrdIT.class, testCluster, namespace);
  }

  static List<String> valid() {
    return Manifests.named(PowerToolCrdIT.class, "valid-");
  }

  static List<String> invalid() {
    return Manifests.named(PowerToolCrdIT.class, "invalid-");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void aValidManifestIsAccepted(String name) {
    manifests.assertAccepted(name);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void anInvalidManifestIsRefusedInWordsThatHelp(String name) {
    manifests.assertRefusedAsItsFirstLineSays(name);
  }

  @Test
  void whatIsLeftOutGetsItsDefault() {
    // When
    GenericKubernetesResource created =
        manifests.create(
            manifests.text("valid-defaults.yaml").replace("name: defaults", "name: with-defaults"));

    // Then
    assertThat(created.<String>get("spec", "profiler", "duration")).isEqualTo("30s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invalid-image.yaml",
        "invalid-image-in-spec.yaml",
        "invalid-image-in-targets.yaml",
        "invalid-image-in-output.yaml"
      })
  void withoutValidationAnImageIsPruned(String fixture) throws IOException, InterruptedException {
    // When
    manifests.kubectl(
        "create", "--validate=false", "--filename", manifests.path(fixture).toString());

    // Then
    String name = fixture.replace("invalid-", "").replace(".yaml", "");
    GenericKubernetesResource stored =
        client
            .genericKubernetesResources("codriverlabs.ai.toe.run/v1alpha1", "PowerTool")
            .inNamespace(namespace)
            .withName(name)
            .require();
    assertThat(Serialization.asJson(stored.<Map<String, Object>>get("spec")))
        .doesNotContain("image", "evil-registry.com")
        .contains("aperf");
  }

  @Test
  void kubectlRefusesAnImageUnlessItIsToldNotToLook() throws IOException, InterruptedException {
    // When
    String answer =
        manifests.failingKubectl(
            "apply", "--filename", manifests.path("invalid-image.yaml").toString());

    // Then
    assertThat(answer).contains("unknown field \"spec.profiler.image\"");
  }

  @Test
  void theKindHasAShortNameAndEveryFieldADescription() {
    // When
    CustomResourceDefinition crd =
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("powertools.codriverlabs.ai.toe.run")
            .require();

    // Then
    assertThat(crd.getSpec().getNames().getShortNames()).containsExactly("ptool");
    JSONSchemaProps root = crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
    assertThat(root.getDescription()).isNotBlank();
    assertDescribed("spec", root.getProperties().get("spec"));
    assertDescribed("status", root.getProperties().get("status"));
    JSONSchemaProps conditions =
        root.getProperties().get("status").getProperties().get("conditions");
    assertThat(conditions.getXKubernetesListType()).isEqualTo("map");
    assertThat(conditions.getXKubernetesListMapKeys()).containsExactly("type");
  }

  @Test
  void noFieldOfTheSpecCanHoldAnImageOrANamespace() {
    // When
    JSONSchemaProps spec =
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("powertools.codriverlabs.ai.toe.run")
            .require()
            .getSpec()
            .getVersions()
            .get(0)
            .getSchema()
            .getOpenAPIV3Schema()
            .getProperties()
            .get("spec");

    // Then
    assertThat(fields("", spec))
        .containsExactlyInAnyOrder(
            "profiler",
            "profiler.tool",
            "profiler.duration",
            "profiler.args",
            "targets",
            "targets.labelSelector",
            "targets.labelSelector.matchLabels",
            "targets.labelSelector.matchExpressions",
            "targets.container",
            "output",
            "output.mode",
            "maxConcurrent",
            "suspend",
            "ttlSecondsAfterFinished");
  }

  @Test
  void kubectlGetShowsTheRunInColumns() throws IOException, InterruptedException {
    // Given
    GenericKubernetesResource created =
        manifests.create(
            """
            apiVersion: codriverlabs.ai.toe.run/v1alpha1
            kind: PowerTool
            metadata: {name: columns}
            spec:
              profiler: {tool: aperf}
              targets: {labelSelector: {matchLabels: {app: none}}}
            """);
    Eventually.edited(
        client.resource(created).subresource("status"),
        resource -> {
          resource.setAdditionalProperty("status", columnsStatus());
          return resource;
        });

    // When
    List<String> plain = manifests.kubectl("get", "ptool", "columns").lines().toList();
    List<String> wide = manifests.kubectl("get", "ptool", "columns", "-o", "wide").lines().toList();

    // Then
    assertThat(words(plain.get(0))).containsExactly("NAME", "TOOL", "PHASE", "TARGETS", "AGE");
    assertThat(words(plain.get(1))).startsWith("columns", "aperf", "Running", "3/6").hasSize(5);
    assertThat(words(wide.get(0)))
        .containsExactly(
            "NAME",
            "TOOL",
            "PHASE",
            "TARGETS",
            "AGE",
            "RUNNING",
            "FAILED",
            "RESOLVED",
            "IMAGE",
            "REASON");
    assertThat(words(wide.get(1))).endsWith("2", "1", "docker.io/acme/aperf:v1", "InProgress");
  }

  @Test
  void theCommandOfTheReferenceSuspendsARun() throws IOException, InterruptedException {
    // Given
    manifests.create(
        """
        apiVersion: codriverlabs.ai.toe.run/v1alpha1
        kind: PowerTool
        metadata: {name: my-profiling}
        spec:
          profiler: {tool: aperf}
          targets: {labelSelector: {matchLabels: {app: none}}}
        """);

    // When
    manifests.kubectl(
        "patch",
        "powertool",
        "my-profiling",
        "--type=merge",
        "-p",
        "{\"spec\":{\"suspend\":true}}");

    // Then
    assertThat(
            manifests.kubectl("get", "powertool", "my-profiling", "-o", "jsonpath={.spec.suspend}"))
        .isEqualTo("true");
  }

  @ParameterizedTest
  @CsvSource({
    "ptool, profiler",
    "ptool.spec.profiler.tool, catalog",
    "ptool.spec.profiler.duration, PROFILER_DURATION",
    "ptool.spec.targets.labelSelector, labels",
    "ptool.spec.output.mode, ephemeral",
    "ptool.spec.ttlSecondsAfterFinished, deleted",
    "ptool.spec.maxConcurrent, same time",
    "ptool.spec.suspend, further",
    "ptool.status.targets.image, replaced",
    "ptool.status.resolvedImage, Image"
  })
  void kubectlExplainDescribesAField(String field, String word) {
    // The API server publishes the descriptions of a new kind some seconds after it serves it.
    Eventually.assertThat(
        () -> {
          // When
          String explanation = manifests.kubectl("explain", field);

          // Then
          assertThat(explanation).contains("DESCRIPTION:").contains(word);
        });
  }

  private static Object columnsStatus() {
    return Serialization.unmarshal(
        """
        phase: Running
        progress: 3/6
        resolvedImage: docker.io/acme/aperf:v1
        counts: {total: 6, pending: 0, running: 2, conflicted: 0, completed: 3, failed: 1}
        conditions:
          - type: Complete
            status: 'False'
            reason: InProgress
            message: The run is in progress
            lastTransitionTime: '2026-01-01T00:00:00Z'
        """,
        Object.class);
  }

  /** Fields of a type of Kubernetes, which has no descriptions. */
  private static final List<String> KUBERNETES_OWN = List.of("conditions", "securityContext");

  private static void assertDescribed(String path, JSONSchemaProps schema) {
    schema
        .getProperties()
        .forEach(
            (name, property) -> {
              String field = path + "." + name;
              assertThat(property.getDescription()).as("description of %s", field).isNotBlank();
              if (property.getProperties() != null && !KUBERNETES_OWN.contains(name)) {
                assertDescribed(field, property);
              }
            });
  }

  private static List<String> fields(String prefix, JSONSchemaProps schema) {
    List<String> names = new ArrayList<>();
    schema
        .getProperties()
        .forEach(
            (name, property) -> {
              names.add(prefix + name);
              if (property.getProperties() != null) {
                names.addAll(fields(prefix + name + ".", property));
              }
            });
    return names;
  }

  private static List<String> words(String line) {
    return List.of(line.trim().split("\\s+"));
  }
}
