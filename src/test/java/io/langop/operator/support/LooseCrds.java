package io.langop.operator.support;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import java.util.List;
import java.util.Map;

/** CRDs of an earlier release that admitted whatever was sent. What they let in stays. */
public final class LooseCrds {

  private static final List<String> NAMES =
      List.of(
          "languageagents.langop.io",
          "languagetools.langop.io",
          "powertools.codriverlabs.ai.toe.run");

  private LooseCrds() {}

  /** Takes the schema away, and returns when anything is admitted. */
  public static void apply(KubernetesClient client) {
    NAMES.stream()
        .map(
            name ->
                Eventually.edited(
                    client.apiextensions().v1().customResourceDefinitions().withName(name),
                    LooseCrds::loosened))
        .toList()
        .forEach(definition -> awaitLoose(client, definition));
  }

  /** The API server learns a moment later of what it has stored. */
  private static void awaitLoose(KubernetesClient client, CustomResourceDefinition definition) {
    GenericKubernetesResource anything =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(
                definition.getSpec().getGroup()
                    + "/"
                    + definition.getSpec().getVersions().get(0).getName())
            .withKind(definition.getSpec().getNames().getKind())
            .withNewMetadata()
            .withName("probe")
            .endMetadata()
            .addToAdditionalProperties("spec", Map.of("any", "thing"))
            .build();
    Eventually.assertThat(
        () ->
            client
                .genericKubernetesResources(CustomResourceDefinitionContext.fromCrd(definition))
                .inNamespace("default")
                .resource(anything)
                .dryRun()
                .create());
  }

  private static CustomResourceDefinition loosened(CustomResourceDefinition definition) {
    JSONSchemaProps anything =
        new JSONSchemaPropsBuilder()
            .withType("object")
            .withXKubernetesPreserveUnknownFields(true)
            .build();
    definition
        .getSpec()
        .getVersions()
        .forEach(
            version ->
                version
                    .getSchema()
                    .setOpenAPIV3Schema(
                        new JSONSchemaPropsBuilder()
                            .withType("object")
                            .addToProperties("spec", anything)
                            .addToProperties("status", anything)
                            .build()));
    return definition;
  }
}
