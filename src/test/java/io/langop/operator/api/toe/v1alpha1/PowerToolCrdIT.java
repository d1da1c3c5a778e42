package io.langop.operator.api.toe.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  private static TestCluster cluster;
  private static KubernetesClient client;
  private static String namespace;

  @BeforeAll
  static void install(TestCluster testCluster, TestNamespace testNamespace) {
    OperatorInstall.shipped().applyCrds(testCluster.adminClient());
    cluster = testCluster;
    client = testCluster.adminClient();
    namespace = testNamespace.name();
  }

  static List<String> valid() throws IOException, URISyntaxException {
    return fixtures("valid-");
  }

  static List<String> invalid() throws IOException, URISyntaxException {
    return fixtures("invalid-");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void aValidManifestIsAccepted(String fixture) throws IOException, URISyntaxException {
    // When
    GenericKubernetesResource created = create(Files.readString(directory().resolve(fixture)));

    // Then
    assertThat(created.getMetadata().getUid()).isNotBlank();
  }

  /** The first line of each manifest has the expected words. */
  @ParameterizedTest
  @MethodSource("invalid")
  void anInvalidManifestIsRefusedInWordsThatHelp(String fixture)
      throws IOException, URISyntaxException {
    // Given
    String manifest = Files.readString(directory().resolve(fixture));
    String words = manifest.lines().findFirst().orElseThrow().substring("# ".length());

    // When, Then
    assertThatThrownBy(() -> create(manifest))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refusal -> assertThat(refusal.getStatus().getMessage()).contains(words));
  }

  @Test
  void whatIsLeftOutGetsItsDefault() throws IOException, URISyntaxException {
    // When
    GenericKubernetesResource created =
        create(
            Files.readString(directory().resolve("valid-defaults.yaml"))
                .replace("name: defaults", "name: with-defaults"));

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
  void withoutValidationAnImageIsPruned(String fixture)
      throws IOException, InterruptedException, URISyntaxException {
    // When
    kubectl("create", "--validate=false", "--filename", directory().resolve(fixture).toString());

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
  void kubectlRefusesAnImageUnlessItIsToldNotToLook()
      throws IOException, InterruptedException, URISyntaxException {
    // When
    String answer =
        kubectl(false, "apply", "--filename", directory().resolve("invalid-image.yaml").toString());

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
            "ttlSecondsAfterFinished");
  }

  @Test
  void kubectlGetShowsTheRunInColumns() throws IOException, InterruptedException {
    // Given
    GenericKubernetesResource created =
        create(
            """
            apiVersion: codriverlabs.ai.toe.run/v1alpha1
            kind: PowerTool
            metadata: {name: columns}
            spec:
              profiler: {tool: aperf}
              targets: {labelSelector: {matchLabels: {app: none}}}
            """);
    client
        .resource(created)
        .subresource("status")
        .edit(
            resource -> {
              resource.setAdditionalProperty("status", columnsStatus());
              return resource;
            });

    // When
    List<String> plain = kubectl("get", "ptool", "columns").lines().toList();
    List<String> wide = kubectl("get", "ptool", "columns", "-o", "wide").lines().toList();

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

  @ParameterizedTest
  @CsvSource({
    "ptool, profiler",
    "ptool.spec.profiler.tool, catalog",
    "ptool.spec.profiler.duration, PROFILER_DURATION",
    "ptool.spec.targets.labelSelector, labels",
    "ptool.spec.output.mode, ephemeral",
    "ptool.spec.ttlSecondsAfterFinished, deleted",
    "ptool.status.resolvedImage, Image"
  })
  void kubectlExplainDescribesAField(String field, String word)
      throws IOException, InterruptedException {
    // When
    String explanation = kubectl("explain", field);

    // Then
    assertThat(explanation).contains("DESCRIPTION:").contains(word);
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

  private static void assertDescribed(String path, JSONSchemaProps schema) {
    schema
        .getProperties()
        .forEach(
            (name, property) -> {
              String field = path + "." + name;
              assertThat(property.getDescription()).as("description of %s", field).isNotBlank();
              if (property.getProperties() != null && !name.equals("conditions")) {
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

  /** As kubectl does it: unknown fields are an error. */
  private static GenericKubernetesResource create(String manifest) {
    return client
        .resource(Serialization.unmarshal(manifest, GenericKubernetesResource.class))
        .inNamespace(namespace)
        .fieldValidation(Validation.STRICT)
        .create();
  }

  private static String kubectl(String... arguments) throws IOException, InterruptedException {
    return kubectl(true, arguments);
  }

  private static String kubectl(boolean succeeds, String... arguments)
      throws IOException, InterruptedException {
    assumeThat(cluster.kubectl()).isPresent();
    List<String> command = new ArrayList<>();
    command.add(cluster.kubectl().orElseThrow().toString());
    command.addAll(
        List.of("--kubeconfig", cluster.adminKubeconfig().toString(), "--namespace", namespace));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor() == 0).as(output).isEqualTo(succeeds);
    return output;
  }

  private static List<String> words(String line) {
    return List.of(line.trim().split("\\s+"));
  }

  private static List<String> fixtures(String prefix) throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(directory())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  private static Path directory() throws URISyntaxException {
    return Path.of(PowerToolCrdIT.class.getResource("PowerToolCrdIT").toURI());
  }
}
