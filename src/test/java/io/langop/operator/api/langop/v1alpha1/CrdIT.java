package io.langop.operator.api.langop.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Manifests;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users see of the CRDs: what is accepted and refused, and how it is shown. */
@ExtendWith(ClusterExtension.class)
class CrdIT {

  private static KubernetesClient client;
  private static Manifests manifests;
  private static String namespace;

  @BeforeAll
  static void install(TestCluster testCluster, TestNamespace testNamespace) {
    OperatorInstall.shipped().applyCrds(testCluster.adminClient());
    client = testCluster.adminClient();
    namespace = testNamespace.name();
    manifests = new Manifests(CrdIT.class, testCluster, namespace);
  }

  static List<String> valid() {
    return Manifests.named(CrdIT.class, "valid-");
  }

  static List<String> invalid() {
    return Manifests.named(CrdIT.class, "invalid-");
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

  @ParameterizedTest
  @CsvSource({"languageagents.langop.io, lagent", "languagetools.langop.io, ltool"})
  void aKindHasAShortNameAndEveryFieldADescription(String name, String shortName) {
    // When
    CustomResourceDefinition crd =
        client.apiextensions().v1().customResourceDefinitions().withName(name).require();

    // Then
    assertThat(crd.getSpec().getNames().getShortNames()).containsExactly(shortName);
    JSONSchemaProps root = crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
    assertThat(root.getDescription()).isNotBlank();
    assertThat(List.of("spec", "status"))
        .allSatisfy(
            part ->
                assertThat(root.getProperties().get(part).getProperties())
                    .isNotEmpty()
                    .allSatisfy(
                        (field, schema) ->
                            assertThat(schema.getDescription())
                                .as("description of %s.%s", part, field)
                                .isNotBlank()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"languageagents.langop.io", "languagetools.langop.io"})
  void conditionsAreAListKeyedByType(String name) {
    // When
    JSONSchemaProps conditions =
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName(name)
            .require()
            .getSpec()
            .getVersions()
            .get(0)
            .getSchema()
            .getOpenAPIV3Schema()
            .getProperties()
            .get("status")
            .getProperties()
            .get("conditions");

    // Then
    assertThat(conditions.getXKubernetesListType()).isEqualTo("map");
    assertThat(conditions.getXKubernetesListMapKeys()).containsExactly("type");
  }

  @Test
  void twoManagersKeepTheirOwnConditionsApart() {
    // Given
    LanguageAgent agent = client.resource(agent("two-managers", "nginx")).create();
    applyCondition(agent, "first", "ImageValidated");

    // When
    applyCondition(agent, "second", "Ready");

    // Then
    assertThat(client.resource(agent).get().getStatus().getConditions())
        .extracting("type")
        .containsExactlyInAnyOrder("ImageValidated", "Ready");
  }

  @Test
  void aStatusInAnAppliedManifestIsIgnored() {
    // When
    manifests.create(
        """
        apiVersion: langop.io/v1alpha1
        kind: LanguageAgent
        metadata: {name: with-status}
        spec: {image: evil-registry.com/miner}
        status:
          phase: Running
          conditions:
            - type: ImageValidated
              status: 'True'
              reason: RegistryAllowed
              message: trust me
              lastTransitionTime: '2026-01-01T00:00:00Z'
        """);

    // Then
    assertThat(
            client
                .resources(LanguageAgent.class)
                .inNamespace(namespace)
                .withName("with-status")
                .require()
                .getStatus())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({"lagent, LanguageAgent", "ltool, LanguageTool"})
  void kubectlGetShowsTheVerdictInColumns(String shortName, String kind)
      throws IOException, InterruptedException {
    // Given
    GenericKubernetesResource created =
        manifests.create(
            """
            apiVersion: langop.io/v1alpha1
            kind: %s
            metadata: {name: columns}
            spec: {image: nginx}
            """
                .formatted(kind));
    Eventually.edited(
        client.resource(created).subresource("status"),
        resource -> {
          resource.setAdditionalProperty("status", columnsStatus());
          return resource;
        });

    // When
    List<String> plain = manifests.kubectl("get", shortName, "columns").lines().toList();
    List<String> wide =
        manifests.kubectl("get", shortName, "columns", "-o", "wide").lines().toList();

    // Then
    assertThat(words(plain.get(0))).containsExactly("NAME", "IMAGE", "VALIDATED", "PHASE", "AGE");
    assertThat(words(plain.get(1))).startsWith("columns", "nginx", "True", "Running").hasSize(5);
    assertThat(words(wide.get(0)))
        .containsExactly(
            "NAME", "IMAGE", "VALIDATED", "PHASE", "AGE", "READY", "RUNNING", "IMAGE", "REASON");
    assertThat(words(wide.get(1))).endsWith("3", "docker.io/library/nginx", "RegistryAllowed");
  }

  @ParameterizedTest
  @CsvSource({
    "lagent.spec.image, allowlist",
    "lagent.spec.instructions, AGENT_INSTRUCTIONS",
    "ltool.spec.port, TOOL_PORT",
    "ltool.status.endpoint, URL"
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
        image: docker.io/library/nginx
        readyReplicas: 3
        conditions:
          - type: ImageValidated
            status: 'True'
            reason: RegistryAllowed
            message: Image registry 'docker.io' is in whitelist
            lastTransitionTime: '2026-01-01T00:00:00Z'
        """,
        Object.class);
  }

  private static LanguageAgent agent(String name, String image) {
    LanguageAgent agent = new LanguageAgent();
    agent.getMetadata().setName(name);
    agent.getMetadata().setNamespace(namespace);
    agent.setSpec(new LanguageAgentSpec());
    agent.getSpec().setImage(image);
    return agent;
  }

  private static void applyCondition(LanguageAgent agent, String manager, String type) {
    GenericKubernetesResource part =
        Serialization.unmarshal(
            """
            apiVersion: langop.io/v1alpha1
            kind: LanguageAgent
            metadata: {name: %s, namespace: %s}
            status:
              conditions:
                - {type: %s, status: 'True', reason: Test, message: '', lastTransitionTime: '2026-01-01T00:00:00Z'}
            """
                .formatted(agent.getMetadata().getName(), namespace, type),
            GenericKubernetesResource.class);
    client
        .resource(part)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .build(),
            part);
  }

  private static List<String> words(String line) {
    return List.of(line.trim().split("\\s+"));
  }
}
